using Sandbox;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>One sandbox in this process for all fixtures that do not stop it.</summary>
[SetUpFixture]
public sealed class SharedSandbox
{
    private static RunningSandbox? _sandbox;
    private static SandboxClient? _client;

    /// <summary>The sandbox.</summary>
    internal static RunningSandbox Running => _sandbox ?? throw new InvalidOperationException("The sandbox has not been started.");

    /// <summary>A client of it.</summary>
    internal static SandboxClient Client => _client ?? throw new InvalidOperationException("The sandbox has not been started.");

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        var info = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():n}.json");
        _sandbox = await WatchedSandbox.StartAsync(new SandboxOptions { Port = 0, GrpcPort = 0, EmulatorPort = 0, InfoFile = info });
        _client = await SandboxClient.FromAsync(info);
        File.Delete(info);
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        _client?.Dispose();
        if (_sandbox is not null)
        {
            await WatchedSandbox.StopAsync(_sandbox);
            NoSecretsAttribute.Require(SecretWatch.OfThisRun);
        }
    }
}
