using System.Diagnostics;

namespace FlowServiceHost.Tests.Support;

/// <summary>Waits for what other threads bring about.</summary>
internal static class Eventually
{
    /// <summary>Returns as soon as <paramref name="holds"/>; fails when it takes longer than a slow machine could need.</summary>
    public static async Task HoldsAsync(Func<bool> holds, string what, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.That(watch.Elapsed, Is.LessThan(patience ?? TimeSpan.FromSeconds(60)), $"It never came about that {what}.");
            await Task.Delay(2);
        }
    }
}
