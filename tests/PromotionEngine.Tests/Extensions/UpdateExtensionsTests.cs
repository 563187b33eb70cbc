using System.Text.Json.Nodes;
using BoomiEmulator;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Changes of extensions against the emulated platform.</summary>
[TestFixture]
public sealed class UpdateExtensionsTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task UpdateExtensions_WhateverThePlatformDoesWithTheOthers_OnlyTheNamedFieldChanges(bool replacesWhole)
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Settings.Switches = new EmulatorSwitches { ProcessPropertiesReplacedWhole = replacesWhole };
        var before = engine.Stored(engine.North());

        var answer = await engine.UpdateExtensionsAsync("alice", """{"partial":false,""" + ClientWorld.Properties(engine.Settings(), ("site", "Elsewhere"))[1..]);

        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That(engine.ChangedSince(engine.North(), before).Select(key => key.FieldId), Is.EqualTo(new[] { "site" }), "the secret beside it, too, is as it was");
    }

    [Test]
    public async Task UpdateExtensions_OnAnOldImage_IsExtensionsChanged_NamingTheFields()
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();
        var read = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);
        await engine.UpdateExtensionsAsync("carol", ClientWorld.Properties(engine.Settings(), ("batch-size", "99")));
        var before = engine.Stored(north);

        var answer = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x")), imageHash: read.ImageHash);
        var unknown = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x")), imageHash: "made up");

        Assert.That((answer.ErrorCode, unknown.ErrorCode), Is.EqualTo((ErrorCodes.ExtensionsChanged, ErrorCodes.ExtensionsChanged)));
        Assert.That(answer.ErrorMessage, Does.Contain("/").And.Not.Contains("99"));
        Assert.That(answer.ErrorMessage.Split(',').Length, Is.LessThanOrEqualTo(3), answer.ErrorMessage);
        Assert.That(engine.ChangedSince(north, before), Is.Empty);
    }

    [Test]
    public async Task UpdateExtensions_KeepsWhatWasThere_ForAdmins_Masked()
    {
        await using var engine = await RunningEngine.StartAsync();
        var north = engine.North();
        await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("batch-size", "75")));
        await engine.UpdateExtensionsAsync("carol", ClientWorld.Properties(engine.Settings(), ("batch-size", "80")));

        var admin = await engine.GetExtensionsAsync("carol", north, north.Test.EnvironmentId);
        var contributor = await engine.GetExtensionsAsync("alice", north, north.Test.EnvironmentId);

        Assert.That(admin.BeforeImages.Select(image => image.SavedBy), Is.EqualTo(new[] { "carol@abc.example", "alice@abc.example" }), "newest first");
        Assert.That(admin.BeforeImages[1].ExtensionData, Does.Contain("\"50\""));
        Assert.That(admin.BeforeImages[0].ExtensionData, Does.Contain("\"75\"").And.Contains("******"));
        Assert.That(contributor.BeforeImages, Is.Empty);
    }

    [Test]
    public async Task UpdateExtensions_WithASecret_ShowsItNowhere()
    {
        await using var engine = await RunningEngine.StartAsync();
        const string Secret = "geheim-4711-wort";
        engine.Boomi.Faults.Add(new FaultRule { Method = "POST", Path = $"*/EnvironmentExtensions/{engine.North().Test.EnvironmentId}", Status = 400, Effect = FaultEffect.Status, Body = $"<Error><message>bad {Secret}</message></Error>", ContentType = "application/xml", Times = 1 });

        var refused = await engine.UpdateExtensionsAsync("carol", ClientWorld.Field(engine.Connection(), "password", Secret));
        var answer = await engine.UpdateExtensionsAsync("carol", ClientWorld.Field(engine.Connection(), "password", Secret));
        var read = await engine.GetExtensionsAsync("carol", engine.North(), engine.North().Test.EnvironmentId);
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("carol"));

        Assert.That((refused.ErrorCode, refused.ErrorMessage.Contains(Secret, StringComparison.Ordinal)), Is.EqualTo((ErrorCodes.InvalidRequest, false)), refused.ErrorMessage);
        Assert.That(answer.ErrorMessage, Is.Empty);
        Assert.That($"{answer}{read}{audit}", Does.Not.Contain(Secret));
        Assert.That(audit.Entries.Select(entry => entry.Act), Has.Some.EqualTo("updateExtensions"));
    }

    [Test]
    public async Task UpdateExtensions_WhatIsNotExtensibleNow_IsExtensionNotFound_AndNothingIsWritten()
    {
        await using var engine = await RunningEngine.StartAsync();
        var before = engine.Stored(engine.North());

        var field = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x"), ("no-such-key", "x")));
        var property = await engine.UpdateExtensionsAsync("carol", ClientWorld.Dynamic("DPP_NOWHERE", "x"));

        Assert.That(new[] { field, property }.Select(answer => (answer.ErrorCode, answer.Errors.Count)), Is.All.EqualTo((ErrorCodes.ExtensionNotFound, 1)));
        Assert.That(field.ErrorMessage, Does.Contain("no-such-key"));
        Assert.That(engine.ChangedSince(engine.North(), before), Is.Empty);
    }

    [TestCase("{}")]
    [TestCase("{\"connections\":{\"connection\":[]}}")]
    public async Task UpdateExtensions_NothingToChange_WritesNothing(string payload)
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Journal.Clear();

        var answer = await engine.UpdateExtensionsAsync("alice", payload);

        Assert.That((answer.Success, answer.UpdatedFieldCount), Is.EqualTo((true, 0)));
        Assert.That(engine.Boomi.Journal.Counts().ContainsKey("EnvironmentExtensions.update"), Is.False);
    }

    [Test]
    public async Task UpdateExtensions_UnreadablePayload_IsInvalidRequest()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.UpdateExtensionsAsync("alice", "[1]");

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.InvalidRequest)));
    }

    [Test]
    public async Task UpdateExtensions_PlatformRefusesCredentials_IsAuthFailed()
    {
        await using var engine = await RunningEngine.StartAsync();
        engine.Boomi.Faults.Add(new FaultRule { Path = "*/EnvironmentExtensions/*", Status = 403, Effect = FaultEffect.Status });

        var update = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "x")));
        var read = await engine.GetExtensionsAsync("alice", engine.North(), engine.North().Test.EnvironmentId);
        var copy = await engine.CopyAsync("carol", engine.North());

        Assert.That(new[] { update.ErrorCode, read.ErrorCode, copy.ErrorCode }, Is.All.EqualTo(ErrorCodes.AuthFailed));
    }

    [Test]
    public async Task UpdateExtensions_ManyAtOnce_AllTakeEffect()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => engine.UpdateExtensionsAsync(
            "carol", ClientWorld.Properties(engine.Settings(), (number % 2 == 0 ? "site" : "batch-size", $"v{number}")))));
        var read = await engine.GetExtensionsAsync("carol", engine.North(), engine.North().Test.EnvironmentId);

        Assert.That(answers.Select(answer => answer.ErrorMessage), Is.All.Empty);
        Assert.That(ClientWorld.Value(read, engine.Settings(), "site"), Does.Match("^v[0246]$"), "a whole component that was read before another's change would undo that");
        Assert.That(ClientWorld.Value(read, engine.Settings(), "batch-size"), Does.Match("^v[1357]$"));
        Assert.That(JsonNode.Parse(read.ExtensionData)!["processProperties"], Is.Not.Null);
    }
}
