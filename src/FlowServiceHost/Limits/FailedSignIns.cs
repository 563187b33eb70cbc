using FlowServiceHost.Hosting;

namespace FlowServiceHost.Limits;

/// <summary>Remembers from which addresses sign-ins fail.</summary>
public sealed class FailedSignIns(LiveOptions<LimitOptions> options, TimeProvider clock)
{
    private const int SecondsOfAMinute = 60;

    private readonly CallRates _rates = new(clock);

    /// <summary>Whole seconds that <paramref name="address"/> must wait before it is listened to again; null when it need not.</summary>
    public int? WaitOf(string address)
    {
        var most = options.Current.FailedSignInsPerMinute;
        return _rates.Look(address, (double)most / SecondsOfAMinute, most) is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : null;
    }

    /// <summary>Notes a failure.</summary>
    public void Note(string address)
    {
        var most = options.Current.FailedSignInsPerMinute;
        _ = _rates.Take(address, (double)most / SecondsOfAMinute, most);
    }
}
