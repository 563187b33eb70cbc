using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.State;

/// <summary>The arithmetic of one account's budget. The script of the Redis twin does the same, step by step.</summary>
internal sealed class BudgetBucket(BudgetOptions options)
{
    /// <summary>How long a lane that was refused counts as waiting beyond the wait that it was told.</summary>
    public const double WaitingSlack = 1000;

    /// <summary>What a lane may save up, so that it is not cut short by having had to wait for its turn.</summary>
    private const double LaneBurst = 2;

    private const double Whole = 1 - 1e-9;

    private readonly double[] _lanes = [1, 1, 1];
    private readonly double[] _waitingUntil = [0, 0, 0];
    private double _tokens = options.Burst;
    private double _factor = 1;
    private double _at;
    private double _shrunkAt = double.NegativeInfinity;

    /// <summary>Asks for one call.</summary>
    /// <param name="lane">Who asks.</param>
    /// <param name="now">Unix milliseconds.</param>
    public BudgetAnswer Take(CallLane lane, double now)
    {
        Refill(now);
        var own = (int)lane;
        var rate = options.RatePerSecond * _factor;
        var needed = _lanes[own] >= Whole ? Whole : Whole + WaitingOthers(own, now);
        if (_tokens < needed)
        {
            var wait = Math.Ceiling((needed - _tokens) / rate * 1000);
            _waitingUntil[own] = now + wait + WaitingSlack;
            return new BudgetAnswer(false, TimeSpan.FromMilliseconds(wait));
        }

        _tokens -= 1;
        if (_lanes[own] >= Whole)
        {
            _lanes[own] -= 1;
        }

        _waitingUntil[own] = 0;
        return new BudgetAnswer(true, TimeSpan.FromMilliseconds(_tokens >= Whole ? 0 : Math.Ceiling((Whole - _tokens) / rate * 1000)));
    }

    public void SlowDown(double pauseMilliseconds, double now)
    {
        Refill(now);
        if (now - _shrunkAt >= 1000)
        {
            _factor = Math.Max(options.SmallestFactor, _factor * options.ShrinkFactor);
            _shrunkAt = now;
        }

        _tokens = Math.Min(_tokens, Whole - (pauseMilliseconds / 1000 * options.RatePerSecond * _factor));
    }

    public double Rate(double now)
    {
        Refill(now);
        return options.RatePerSecond * _factor;
    }

    // Lanes that wait and are sure of a call: what they will take is not for others.
    private int WaitingOthers(int own, double now)
    {
        var count = 0;
        for (var lane = 0; lane < _lanes.Length; lane++)
        {
            if (lane != own && _waitingUntil[lane] > now && _lanes[lane] >= Whole)
            {
                count++;
            }
        }

        return count;
    }

    private void Refill(double now)
    {
        if (now < _at)
        {
            SetBack(_at - now);
        }

        var seconds = _at == 0 ? 0 : (now - _at) / 1000;
        var rate = options.RatePerSecond * _factor;
        _tokens = Math.Min(options.Burst, _tokens + (seconds * rate));
        for (var lane = 0; lane < _lanes.Length; lane++)
        {
            _lanes[lane] = Math.Min(LaneBurst, _lanes[lane] + (seconds * rate * options.Shares[lane]));
        }

        _factor = Math.Min(1, _factor + (seconds * options.RecoveryPerSecond));
        _at = now;
    }

    // After a failover the clock is another server's: what it shows is less, and time goes on from there. Else nobody would be granted a call until it had caught up.
    private void SetBack(double by)
    {
        _at -= by;
        _shrunkAt -= by;
        for (var lane = 0; lane < _waitingUntil.Length; lane++)
        {
            _waitingUntil[lane] -= by;
        }
    }
}
