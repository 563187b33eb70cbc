using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests;

/// <summary>One host for the many tests that only send requests; the scripted engine keeps them apart by correlation ID.</summary>
[SetUpFixture]
internal sealed class SharedHost
{
    public static HostUnderTest Host { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Host = await HostUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await Host.DisposeAsync();
}
