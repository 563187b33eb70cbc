using System.Diagnostics;

namespace Testing.Secrets;

/// <summary>Looks at every span of the service's own, with its tags and events, for as long as it is not disposed.</summary>
public sealed class WatchedTraces : IDisposable
{
    private readonly ActivityListener _listener;

    /// <summary>Begins to look at the spans of sources whose name begins with <paramref name="sources"/>.</summary>
    public WatchedTraces(string sources, SecretWatch? watch = null)
    {
        var looking = watch ?? SecretWatch.OfThisRun;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith(sources, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => looking.Look($"span {activity.Source.Name}", TextOf(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

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
