using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.Hosting;

/// <summary>What must never be in a log, at the finest level, is not.</summary>
public sealed class LogTests
{
    [Test]
    public async Task Log_OfCallsOfEveryKind_HoldsNoTokenAndNoContent()
    {
        using var log = new RememberedLog();
        await using var host = await HostUnderTest.StartAsync(log: log);
        var token = TokenIssuer.Default.Issue();

        await host.PostAsync("updateExtensions", """{"clientAccountId":"c","environmentId":"e","extensionPayload":"canary-payload"}""");
        await host.PostAsync("updateExtensions", """{"clientAccountId":"c","environmentId":"e","extensionPayload":["canary-payload"]}""");
        await host.PostAsync("getDevAccounts", """{"userEmail":"canary@example.com"}""", HostUnderTest.Bearer(token));
        await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Bearer(token + "canary-signature"));
        await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", "canary-password"));

        var text = string.Join('\n', log.Lines);
        Assert.That(text, Does.Contain("updateExtensions by flow-main answered 200"));
        Assert.That(text, Does.Not.Contain("canary"));
        Assert.That(text, Does.Not.Contain(HostUnderTest.FlowToken));
        Assert.That(text, Does.Not.Contain(token.Split('.')[1]));
        Assert.That(text, Does.Not.Contain(HostUnderTest.Basic().Parameter!));
    }
}
