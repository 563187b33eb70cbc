using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.State;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Engine;

/// <summary>Secrets are changed while the engine runs.</summary>
[TestFixture]
public sealed class SecretRotationTests
{
    [Test]
    public async Task Tokens_OfBoomiChanged_CountFromTheNextRequestOn()
    {
        await using var engine = await RunningEngine.StartAsync();
        var configuration = engine.Services.GetRequiredService<IConfiguration>();
        var (platform, repository) = (configuration["Boomi:Platform:Token"], configuration["Boomi:DataHub:Token"]);
        var before = await ListAsync(engine);

        Change(configuration, ("Boomi:Platform:Token", "retired-canary"), ("Boomi:DataHub:Token", repository));
        var platformRefused = await ListAsync(engine);
        Change(configuration, ("Boomi:Platform:Token", platform), ("Boomi:DataHub:Token", "retired-canary"));
        var repositoryRefused = await ListAsync(engine);
        Change(configuration, ("Boomi:Platform:Token", platform), ("Boomi:DataHub:Token", repository));
        var after = await ListAsync(engine);

        Assert.That((before.Success, after.Success), Is.EqualTo((true, true)), after.ErrorMessage);
        Assert.That((platformRefused.ErrorCode, repositoryRefused.ErrorCode), Is.EqualTo(("AUTH_FAILED", "DATAHUB_ERROR")));
        Assert.That(platformRefused.ErrorMessage + repositoryRefused.ErrorMessage, Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Settings_ChangedToWrongOnes_LeaveTheSecretsBefore()
    {
        await using var engine = await RunningEngine.StartAsync();

        Change(engine.Services.GetRequiredService<IConfiguration>(), ("Boomi:Platform:Token", ""), ("Audit:Key", "short"));

        Assert.That((await ListAsync(engine)).Success, Is.True);
    }

    [Test]
    public async Task AuditKey_Changed_SealsWhatComesAndStillOpensWhatWas()
    {
        var old = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
        var next = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());
        await using var engine = await RunningEngine.StartAsync(("Audit:Key", old));
        await GrantAsync(engine, "g-1");

        Change(engine.Services.GetRequiredService<IConfiguration>(), ("Audit:Key", next), ("Audit:PreviousKeys:0", old));
        await GrantAsync(engine, "g-2");
        var both = await engine.Audit.QueryAuditAsync(new QueryAuditRequest(), engine.By("carol"));
        Change(engine.Services.GetRequiredService<IConfiguration>(), ("Audit:Key", next), ("Audit:PreviousKeys:0", next));
        var withoutOld = await engine.Services.GetRequiredService<AuditLog>().VerifyAsync(CancellationToken.None);

        Assert.That((both.ChainIntact, both.TotalCount), Is.EqualTo((true, 2)));
        Assert.That(withoutOld.FirstBroken, Is.EqualTo(1), "the second entry is under the new key, the first is not");
    }

    private static async Task<ListDevPackagesResponse> ListAsync(RunningEngine engine) =>
        await engine.Packages.ListDevPackagesAsync(new ListDevPackagesRequest { DevAccountId = engine.DevAccount }, engine.By("alice"));

    private static async Task GrantAsync(RunningEngine engine, string group)
    {
        var answer = await engine.Accounts.ManageAccessAsync(
            new ManageAccessRequest { Kind = "DEV_ACCOUNT", Action = "update", SsoGroupId = group, SsoGroupName = group, DevAccountId = engine.DevAccount, DevAccountName = "D" },
            engine.By("carol"));
        Assert.That(answer.Success, Is.True, answer.ErrorMessage);
    }

    private static void Change(IConfiguration configuration, params (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            configuration[name] = value;
        }

        ((IConfigurationRoot)configuration).Reload();
    }
}
