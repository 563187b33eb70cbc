using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.Identity;

/// <summary>A client's address comes from the connection, or from a proxy of the settings, never from whoever writes a header.</summary>
public sealed class ProxyTests
{
    [TestCase(null, "127.0.0.1")]
    [TestCase("10.0.0.0/8", "127.0.0.1")]
    [TestCase("127.0.0.1", "203.0.113.7")]
    [TestCase("127.0.0.0/8", "203.0.113.7")]
    public async Task ClientAddress_Forwarded_IsBelievedFromAConfiguredProxyOnly(string? proxy, string address)
    {
        await using var host = await HostUnderTest.StartAsync(proxy is null ? [] : [KeyValuePair.Create("Limits:TrustedProxies:0", (string?)proxy)]);

        var answer = await host.PostAsync("getDevAccounts", "{}", headers: ("X-Forwarded-For", "203.0.113.7"));

        Assert.That(answer.Seen!.Caller.ClientAddress, Is.EqualTo(address));
    }

    [Test]
    public async Task ClientAddress_ThatAClientPutsBeforeTheProxys_IsNotBelieved()
    {
        await using var host = await HostUnderTest.StartAsync([KeyValuePair.Create("Limits:TrustedProxies:0", (string?)"127.0.0.1")]);

        var answer = await host.PostAsync("getDevAccounts", "{}", headers: ("X-Forwarded-For", "10.9.9.9, 203.0.113.7"));

        Assert.That(answer.Seen!.Caller.ClientAddress, Is.EqualTo("203.0.113.7"));
    }

    [Test]
    public void TrustedProxies_ThatAreNoAddresses_StopTheStart() =>
        Assert.That(
            async () => await HostUnderTest.StartAsync([KeyValuePair.Create("Limits:TrustedProxies:0", (string?)"proxy.example")]),
            Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains("'proxy.example' is neither an address"));
}
