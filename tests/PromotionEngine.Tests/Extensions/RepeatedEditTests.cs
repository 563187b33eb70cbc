using System.Text.Json.Nodes;
using BoomiEmulator.Faults;
using Contract.Errors;
using PromotionEngine.Extensions;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Edits on a reading that only they themselves made old.</summary>
[TestFixture]
public sealed class RepeatedEditTests
{
    [Test]
    public async Task UpdateExtensions_RepeatedAfterItsAnswerWasLost_Succeeds()
    {
        await using var engine = await RunningEngine.StartAsync();
        var read = await engine.GetExtensionsAsync("alice", engine.North(), engine.North().Test.EnvironmentId);
        var payload = ClientWorld.Properties(engine.Settings(), ("site", "made"), ("batch-size", "99"));
        engine.Boomi.Faults.Add(new FaultRule { Method = "POST", Path = "*/EnvironmentExtensions/*", Effect = FaultEffect.CutAfter });
        var lost = await engine.UpdateExtensionsAsync("alice", payload, imageHash: read.ImageHash);
        engine.Boomi.Faults.Clear();

        var repeated = await engine.UpdateExtensionsAsync("alice", payload, imageHash: read.ImageHash);
        var other = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "made"), ("batch-size", "100")), imageHash: read.ImageHash);
        var part = await engine.UpdateExtensionsAsync("alice", ClientWorld.Properties(engine.Settings(), ("site", "made")), imageHash: read.ImageHash);

        Assert.That(lost.Success, Is.False);
        Assert.That((repeated.Success, repeated.ErrorMessage, repeated.UpdatedFieldCount), Is.EqualTo((true, string.Empty, 2)));
        Assert.That((other.ErrorCode, part.ErrorCode), Is.EqualTo((ErrorCodes.ExtensionsChanged, ErrorCodes.ExtensionsChanged)), "one wants another value, one not all that changed");
    }

    private const string Section = "{\"connections\":{\"connection\":[{\"id\":\"c\",\"field\":[";
    private const string Table = "{\"crossReferences\":{\"crossReference\":[{\"id\":\"x\",\"CrossReferenceRows\":{\"row\":[{\"ref1\":\"A\",\"ref2\":\"1\"";

    [TestCase(Section + "{\"id\":\"f\",\"value\":\"1\"}]}]}}", Section + "{\"id\":\"f\",\"value\":\"1\",\"useDefault\":false}]}]}}", true)]
    [TestCase(Section + "{\"id\":\"f\",\"value\":\"1\"}]}]}}", Section + "{\"id\":\"f\",\"value\":\"1\",\"useDefault\":true}]}]}}", false)]
    [TestCase(Section + "{\"id\":\"f\",\"value\":\"1\"}]}]}}", Section + "{\"id\":\"f\",\"value\":\"2\"}]}]}}", false)]
    [TestCase(Section + "{\"id\":\"f\"}]}]}}", Section + "{\"id\":\"f\",\"value\":\"2\"}]}]}}", false)]
    [TestCase(Section + "{\"id\":\"f\",\"useDefault\":true}]}]}}", Section + "{\"id\":\"f\",\"useDefault\":true}]}]}}", true)]
    [TestCase(Section + "{\"id\":\"f\",\"useDefault\":true}]}]}}", Section + "{\"id\":\"f\",\"value\":\"2\"}]}]}}", false)]
    [TestCase(Section + "{\"id\":\"f\",\"useDefault\":true}]}]}}", Section + "{\"id\":\"f\",\"encryptedValueSet\":true}]}]}}", false)]
    [TestCase(Section + "{\"id\":\"f\",\"value\":\"new\"}]}]}}", Section + "{\"id\":\"f\",\"encryptedValueSet\":true}]}]}}", true)]
    [TestCase(Section + "{\"id\":\"f\",\"value\":\"******\"}]}]}}", Section + "{\"id\":\"f\",\"encryptedValueSet\":true}]}]}}", false)]
    [TestCase(Section + "{\"id\":\"g\",\"value\":\"1\"}]}]}}", Section + "{\"id\":\"f\",\"value\":\"1\"}]}]}}", false)]
    [TestCase(
        Section + "{\"id\":\"f\",\"customProperties\":{\"properties\":[{\"key\":\"k\",\"value\":\"n\",\"encrypted\":true}]}}]}]}}",
        Section + "{\"id\":\"f\",\"customProperties\":{\"properties\":[{\"@type\":\"PropertyPair\",\"key\":\"k\",\"encrypted\":true}]}}]}]}}",
        true)]
    [TestCase(Table + "}]}}]}}", Table + ",\"ref3\":\"\"}]}}]}}", true)]
    [TestCase(Table + ",\"ref3\":\"C\"}]}}]}}", Table + "}]}}]}}", false)]
    [TestCase(Table + "}]}}]}}", Table + "},{\"ref1\":\"B\"}]}}]}}", false)]
    public void IsMade_OfAChangedField_IsWhetherItHoldsWhatIsWanted(string wanted, string present, bool isMade)
    {
        var document = new ExtensionDocument((JsonObject)JsonNode.Parse(present)!);

        Assert.That(RepeatedEdit.IsMade(document.Image().Keys, ExtensionPayload.Read(wanted, new EnvironmentId("e1")), document), Is.EqualTo(isMade));
    }
}
