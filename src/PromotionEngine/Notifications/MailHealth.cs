namespace PromotionEngine.Notifications;

/// <summary>
/// How the mail server does, as this engine sees it: after a failure it is left alone for a while, longer each time, and only every failure that doubles their
/// number is worth a line in the log.
/// </summary>
/// <param name="first">How long it is left alone after a first failure.</param>
internal sealed class MailHealth(TimeSpan first)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>Whether the server may be tried at <paramref name="now"/>.</summary>
    public bool MayTry(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now >= _notBefore;
        }
    }

    /// <summary>The server answered. Returns how often it had not before; 0 when there is nothing to tell.</summary>
    public int Worked()
    {
        lock (_gate)
        {
            (var failures, _failures, _notBefore) = (_failures, 0, DateTimeOffset.MinValue);
            return failures;
        }
    }

    /// <summary>The server could not be used at <paramref name="now"/>. Returns how often in a row by now.</summary>
    public int Failed(DateTimeOffset now)
    {
        lock (_gate)
        {
            _failures++;
            _notBefore = now + BackOff(_failures, first, Longest);
            return _failures;
        }
    }

    /// <summary>Whether the failure of this number is worth a line: 1, 2, 4, 8 …</summary>
    public static bool IsWorthALine(int failures) => int.IsPow2(failures);

    /// <summary>Twice as long each time, up to a longest.</summary>
    public static TimeSpan BackOff(int times, TimeSpan first, TimeSpan longest)
    {
        var seconds = first.TotalSeconds * Math.Pow(2, Math.Clamp(times - 1, 0, 20));
        return TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, seconds));
    }
}
