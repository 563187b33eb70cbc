using System.Diagnostics;

namespace Testing.Secrets;

/// <summary>
/// Looks at spans with their tags and events when they end, for as long as it is not disposed. A span may end on any thread, also after the test that caused it:
/// what is found then fails the next.
/// </summary>
public sealed class WatchedTraces : IDisposable
{
    private readonly ActivityListener _listener;

    /// <summary>Begins to look at the spans of sources whose name begins with one of <paramref name="sources"/>.</summary>
    public WatchedTraces(IReadOnlyList<string> sources, SecretWatch? watch = null)
    {
        var looking = watch ?? SecretWatch.OfThisRun;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Any(name => source.Name.StartsWith(name, StringComparison.Ordinal)),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => looking.Look($"span {activity.Source.Name}", TextOf(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>That of this test run, from its first use on: the spans that the programs export.</summary>
    public static WatchedTraces OfThisRun { get; } = new(["Promotion.", "Quartz", "Microsoft.AspNetCore", "System.Net.Http"]);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>Everything that a span says.</summary>
    public static string TextOf(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return string.Join(
            ' ',
            [activity.DisplayName, activity.StatusDescription ?? string.Empty, .. activity.TagObjects.Select(tag => $"{tag}"), .. activity.Baggage.Select(item => $"{item}"), .. activity.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag}"))]);
    }
}
