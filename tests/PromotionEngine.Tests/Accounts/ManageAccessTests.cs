using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Accounts;

/// <summary>Grants are listed, added, switched off and deleted by admins, and take effect at once.</summary>
[TestFixture]
public sealed class ManageAccessTests
{
    [Test]
    public async Task ManageAccess_GrantSwitchedOff_TakesTheAccountAwayAtOnce()
    {
        await using var engine = await RunningEngine.StartAsync();
        var before = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By("alice"));
        var grants = await engine.Accounts.ManageAccessAsync(Query(engine.DevAccount), engine.By("carol"));
        foreach (var grant in grants.Records)
        {
            var switched = await engine.Accounts.ManageAccessAsync(
                new ManageAccessRequest { Kind = "DEV_ACCOUNT", Action = "update", SsoGroupId = grant.SsoGroupId, DevAccountId = grant.DevAccountId, IsActive = "FALSE" },
                engine.By("carol"));
            Assert.That(switched.Success, Is.True, switched.ErrorMessage);
        }

        var after = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By("alice"));

        Assert.That(before.DevAccounts.Select(account => account.AccountId), Does.Contain(engine.DevAccount));
        Assert.That(after.Success, Is.True);
        Assert.That(after.DevAccounts, Is.Empty);
    }

    [Test]
    public async Task ManageAccess_NewGrantAndItsDeletion_AreListedAndAudited()
    {
        await using var engine = await RunningEngine.StartAsync();
        var grant = new ManageAccessRequest
        {
            Kind = "DEV_ACCOUNT",
            Action = "update",
            SsoGroupId = "g-9",
            SsoGroupName = "Team Nine",
            DevAccountId = engine.DevAccount,
            DevAccountName = "Nine",
        };

        var added = await engine.Accounts.ManageAccessAsync(grant, engine.By("carol"));
        var listed = await engine.Accounts.ManageAccessAsync(new ManageAccessRequest { Kind = "DEV_ACCOUNT", Action = "query", SsoGroupId = "g-9" }, engine.By("carol"));
        var deleted = await engine.Accounts.ManageAccessAsync(
            new ManageAccessRequest { Kind = "DEV_ACCOUNT", Action = "delete", SsoGroupId = "g-9", DevAccountId = engine.DevAccount }, engine.By("carol"));
        var again = await engine.Accounts.ManageAccessAsync(grant, engine.By("carol"));
        var audit = await engine.Audit.QueryAuditAsync(new QueryAuditRequest { Actor = "carol@abc.example" }, engine.By("carol"));

        Assert.That(added.Records.Single().IsActive, Is.EqualTo("true"));
        Assert.That(listed.Records.Single().SsoGroupName, Is.EqualTo("Team Nine"));
        Assert.That(deleted.Success, Is.True, deleted.ErrorMessage);
        Assert.That(again.Success, Is.True, again.ErrorMessage);
        Assert.That(audit.Entries.Select(entry => entry.Act), Is.EqualTo(new[] { "manageAccess update", "manageAccess delete", "manageAccess update" }));
    }

    [Test]
    public async Task ManageAccess_NewGrantWithMissingFields_NamesThemAll()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.Accounts.ManageAccessAsync(
            new ManageAccessRequest { Kind = "CLIENT_ACCOUNT", Action = "update", SsoGroupId = "g", ClientAccountId = "client-1" }, engine.By("carol"));

        Assert.That(answer.ErrorCode, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.ErrorMessage, Does.Contain("clientAccountName").And.Contain("testEnvironmentId").And.Contain("prodEnvironmentName").And.Contain("ssoGroupName"));
    }

    [TestCase("a|b")]
    [TestCase("long")]
    public async Task ManageAccess_KeyThatWouldNotStayWhole_IsRefused(string group)
    {
        await using var engine = await RunningEngine.StartAsync();
        var key = group == "long" ? new string('x', 300) : group;

        var answer = await engine.Accounts.ManageAccessAsync(
            new ManageAccessRequest { Kind = "DEV_ACCOUNT", Action = "update", SsoGroupId = key, SsoGroupName = "G", DevAccountId = engine.DevAccount, DevAccountName = "D" },
            engine.By("carol"));

        Assert.That(answer.ErrorCode, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.ErrorMessage, Does.StartWith("ssoGroupId must be at most"));
    }

    [TestCase("alice")]
    [TestCase("rita")]
    public async Task ManageAccess_ByOthersThanAdmins_IsRefused(string persona)
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.Accounts.ManageAccessAsync(Query(engine.DevAccount), engine.By(persona));

        Assert.That(answer.ErrorCode, Is.EqualTo("INSUFFICIENT_TIER"));
        Assert.That(answer.Records, Is.Empty);
    }

    private static ManageAccessRequest Query(string account) => new() { Kind = "DEV_ACCOUNT", Action = "query", DevAccountId = account };
}
