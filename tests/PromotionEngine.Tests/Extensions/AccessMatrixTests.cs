using System.Collections.Concurrent;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Extensions;

/// <summary>Who may change what, written down as a table and tried line by line.</summary>
[TestFixture]
public sealed class AccessMatrixTests
{
    private const string Ok = "";

    // alice is a contributor of team A; carol an admin. "own" records name team A, "foreign" ones team B, "nobody" none, "missing" are not there.
    private static readonly object[] Table =
    [
        new[] { "alice", "connection", "own", ErrorCodes.ConnectionEditAdminOnly },
        new[] { "alice", "connection", "foreign", ErrorCodes.ConnectionEditAdminOnly },
        new[] { "alice", "connection", "nobody", ErrorCodes.ConnectionEditAdminOnly },
        new[] { "alice", "connection", "missing", ErrorCodes.ExtensionNotFound },
        new[] { "alice", "processProperty", "own", Ok },
        new[] { "alice", "processProperty", "foreign", ErrorCodes.UnauthorizedExtensionEdit },
        new[] { "alice", "processProperty", "nobody", ErrorCodes.UnauthorizedExtensionEdit },
        new[] { "alice", "processProperty", "missing", ErrorCodes.ExtensionNotFound },
        new[] { "alice", "dynamic", "own", ErrorCodes.UnauthorizedExtensionEdit },
        new[] { "carol", "connection", "own", Ok },
        new[] { "carol", "connection", "foreign", Ok },
        new[] { "carol", "connection", "nobody", Ok },
        new[] { "carol", "connection", "missing", ErrorCodes.ExtensionNotFound },
        new[] { "carol", "processProperty", "own", Ok },
        new[] { "carol", "processProperty", "foreign", Ok },
        new[] { "carol", "processProperty", "nobody", Ok },
        new[] { "carol", "processProperty", "missing", ErrorCodes.ExtensionNotFound },
        new[] { "carol", "dynamic", "own", Ok },
        new[] { "rita", "processProperty", "own", ErrorCodes.InsufficientTier },
        new[] { "rita", "connection", "own", ErrorCodes.InsufficientTier },
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Task<SeededBoomi>>> Worlds = new(StringComparer.Ordinal);

    [TestCaseSource(nameof(Table))]
    public async Task UpdateExtensions_ByCallerKindAndRecord_IsAsTheTableSays(string caller, string kind, string record, string code)
    {
        await using var engine = await RunningEngine.StartAsync(await WorldAsync(record));
        var before = engine.Stored(engine.North());
        var payload = kind switch
        {
            "connection" => ClientWorld.Field(engine.Connection(), FirstField(engine), "changed.example"),
            "dynamic" => ClientWorld.Dynamic("DPP_BANK_REGION", "changed"),
            _ => ClientWorld.Properties(engine.Settings(), ("site", "changed")),
        };

        var answer = await engine.UpdateExtensionsAsync(caller, payload);

        Assert.That(answer.ErrorCode, Is.EqualTo(code), answer.ErrorMessage);
        Assert.That(answer.Success, Is.EqualTo(code.Length == 0));
        Assert.That(engine.ChangedSince(engine.North(), before).Count(), Is.EqualTo(code.Length == 0 ? 1 : 0));
        Assert.That(answer.Errors.Select(error => error.ErrorCode), Is.EqualTo(code.Length == 0 || code == ErrorCodes.InsufficientTier ? [] : new[] { code }));
    }

    [Test]
    public async Task UpdateExtensions_AllowedAndForbiddenMixed_WritesNothingAndNamesAll()
    {
        await using var engine = await RunningEngine.StartAsync();
        var before = engine.Stored(engine.North());
        const string Nobody = "99999999-0000-4000-8000-000000000000";
        var payload = $$$"""
            {"connections":{"connection":[{"id":"{{{engine.Connection()}}}","field":[{"id":"{{{FirstField(engine)}}}","value":"x"}]}]},
             "properties":{"property":[{"name":"DPP_BANK_REGION","value":"x"}]},
             "operations":{"operation":{"id":"{{{Nobody}}}","field":[]}},
             "processProperties":{"ProcessProperty":[{"id":"{{{engine.Settings()}}}","ProcessPropertyValue":[{"key":"site","value":"x"}]}]}}
            """;

        var answer = await engine.UpdateExtensionsAsync("alice", payload);

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.ConnectionEditAdminOnly)), "the gravest of them");
        Assert.That(answer.Errors.Select(error => (error.ComponentId, error.ErrorCode)), Is.EquivalentTo(new[]
        {
            (engine.Connection(), ErrorCodes.ConnectionEditAdminOnly), (string.Empty, ErrorCodes.UnauthorizedExtensionEdit), (Nobody, ErrorCodes.ExtensionNotFound),
        }));
        Assert.That(engine.ChangedSince(engine.North(), before), Is.Empty);
    }

    [Test]
    public async Task UpdateExtensions_ConnectionUnderAnotherSectionsName_IsStillAConnection()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.UpdateExtensionsAsync("alice", ClientWorld.Field(engine.Connection(), "host", "x", "operations", "operation"));

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.ConnectionEditAdminOnly));
    }

    [Test]
    public async Task UpdateExtensions_EnvironmentOfAnotherAccount_IsNotFound()
    {
        await using var engine = await RunningEngine.StartAsync();
        var (north, south) = (engine.North(), engine.South());
        var payload = ClientWorld.Properties(engine.Settings(), ("site", "x"));

        var foreign = await engine.UpdateExtensionsAsync("alice", payload, south);
        var mixed = await engine.UpdateExtensionsAsync("carol", payload, north, south.Test.EnvironmentId);

        Assert.That(new[] { foreign, mixed }.Select(answer => answer.ErrorCode), Is.All.EqualTo(ErrorCodes.ExtensionNotFound));
    }

    private static string FirstField(RunningEngine engine) =>
        engine.Seed.ExtensionValues.First(value => value.ItemId == engine.Connection() && !value.IsSecret).FieldId;

    // Each world is made once.
    private static Task<SeededBoomi> WorldAsync(string record) => Worlds.GetOrAdd(record, one => new Lazy<Task<SeededBoomi>>(() => MakeAsync(one))).Value;

    private static async Task<SeededBoomi> MakeAsync(string record)
    {
        var seeded = await SeededBoomi.GetAsync();
        return record switch
        {
            "own" => seeded,
            "missing" => await SeededBoomi.MakeAsync(seeded.Seed with { ExtensionAccess = [] }),
            _ => await SeededBoomi.MakeAsync(seeded.Seed with
            {
                ExtensionAccess = [.. seeded.Seed.ExtensionAccess.Select(access => access with { SsoGroups = record == "nobody" ? [] : ["ABC_BOOMI_FLOW_DEVTEAMB"] })],
            }),
        };
    }
}
