using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.State;
using PromotionEngine.State.InMemory;
using Sandbox;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>Sandboxes that are looked at for planted secrets: what they log while they run, and what they hold at their end.</summary>
internal static class WatchedSandbox
{
    /// <summary>Starts one.</summary>
    public static Task<RunningSandbox> StartAsync(SandboxOptions options) =>
        RunningSandbox.StartAsync(options with { Log = options.Log ?? new WatchedLog(SecretWatch.OfThisRun) }, CancellationToken.None);

    /// <summary>Looks at its mails and its state, and stops it.</summary>
    public static async Task StopAsync(RunningSandbox sandbox)
    {
        foreach (var mail in sandbox.CaughtMails.List())
        {
            SecretWatch.OfThisRun.Look("mail", mail.Raw.Replace("=\r\n", string.Empty, StringComparison.Ordinal));
        }

        if (sandbox.EngineServices.GetRequiredService<IStateStore>() is InMemoryStateStore store)
        {
            SecretWatch.OfThisRun.LookInside("what is stored", store.Snapshot());
        }

        await sandbox.DisposeAsync();
    }
}
