namespace FlowServiceHost.Limits;

/// <summary>Counts what is under way for each key; a key with nothing under way is forgotten.</summary>
internal sealed class CallsUnderWay
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How many keys have something under way.</summary>
    public int Keys
    {
        get
        {
            lock (_gate)
            {
                return _counts.Count;
            }
        }
    }

    /// <summary>Begins something for <paramref name="key"/>; false when <paramref name="most"/> are under way. 0 sets no limit.</summary>
    public bool TryBegin(string key, int most)
    {
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(key);
            if (most > 0 && count >= most)
            {
                return false;
            }

            _counts[key] = count + 1;
            return true;
        }
    }

    /// <summary>Ends what <see cref="TryBegin"/> began.</summary>
    public void End(string key)
    {
        lock (_gate)
        {
            if (_counts[key] == 1)
            {
                _counts.Remove(key);
            }
            else
            {
                _counts[key]--;
            }
        }
    }
}
