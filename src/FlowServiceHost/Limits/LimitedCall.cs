namespace FlowServiceHost.Limits;

/// <summary>A call that <see cref="CallLimiter"/> has looked at; disposing it ends what it counts.</summary>
public sealed class LimitedCall : IDisposable
{
    private readonly CallsUnderWay _underWay;
    private readonly List<string> _begun = [];

    internal LimitedCall(CallsUnderWay underWay) => _underWay = underWay;

    /// <summary>Why the call is refused, for people; null when it is admitted.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whole seconds after which a refused call may come again, at least 1.</summary>
    public int RetryAfter { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _begun)
        {
            _underWay.End(key);
        }

        _begun.Clear();
    }

    internal bool TryBegin(string key, int most)
    {
        if (!_underWay.TryBegin(key, most))
        {
            return false;
        }

        _begun.Add(key);
        return true;
    }

    internal LimitedCall Refuse(string reason, TimeSpan wait)
    {
        RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        Refusal = $"{reason}. Try again in {RetryAfter} s.";
        return this;
    }
}
