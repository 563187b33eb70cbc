using System.Globalization;

namespace Grpc.Wire;

/// <summary>The value of <c>grpc-timeout</c>: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MaxDigits = 99_999_999;

    // A nanosecond is a hundredth of a tick, so n is handled apart.
    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute),
        ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>Writes <paramref name="timeout"/> in the finest unit that eight digits suffice for, rounded up; zero and less as one nanosecond.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        foreach (var (unit, ticks) in Units)
        {
            var amount = (timeout.Ticks / ticks) + (timeout.Ticks % ticks == 0 ? 0 : 1);
            if (amount <= MaxDigits)
            {
                return amount.ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return MaxDigits.ToString(CultureInfo.InvariantCulture) + "H";
    }

    /// <summary>Reads a timeout; false when <paramref name="value"/> is not one.</summary>
    public static bool TryParse(string value, out TimeSpan timeout)
    {
        timeout = TimeSpan.Zero;
        if (value.Length is < 2 or > 9
            || !long.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        var unit = value[^1];
        if (unit == 'n')
        {
            timeout = TimeSpan.FromTicks((amount + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick);
            return true;
        }

        var known = Array.Find(Units, candidate => candidate.Unit == unit);
        timeout = TimeSpan.FromTicks(amount * known.Ticks);
        return known.Ticks > 0;
    }
}
