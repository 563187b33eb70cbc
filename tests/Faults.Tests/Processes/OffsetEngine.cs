using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PromotionEngine.Hosting;

namespace Faults.Tests.Processes;

/// <summary>The engine as this project's program: the same engine with the same settings, whose clock is wrong by <see cref="Setting"/>.</summary>
internal static class OffsetEngine
{
    /// <summary>Name of the setting that says by how much.</summary>
    public const string Setting = "ClockOffset";

    /// <summary>Runs it.</summary>
    public static async Task Main(string[] args)
    {
        await using var engine = await EngineApp.BuildAsync(args, builder =>
        {
            var offset = TimeSpan.Parse(builder.Configuration[Setting] ?? "00:00:00", CultureInfo.InvariantCulture);
            builder.Services.AddSingleton<TimeProvider>(new OffsetClock(offset));
        });
        await engine.RunAsync();
    }

    private sealed class OffsetClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
