using System.Diagnostics;

namespace Benchmarks.Measuring;

/// <summary>Takes times.</summary>
internal static class Times
{
    /// <summary>
    /// Runs each of <paramref name="works"/> in turn, again and again for <paramref name="duration"/>, so that whatever disturbs the machine disturbs all of
    /// them, and answers the median of each in microseconds. The first tenth of the time warms up and is left out.
    /// </summary>
    public static double[] Compare(TimeSpan duration, params Action[] works)
    {
        var taken = works.Select(_ => new List<double>()).ToArray();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            var counts = watch.Elapsed > duration / 10;
            for (var at = 0; at < works.Length; at++)
            {
                var start = Stopwatch.GetTimestamp();
                works[at]();
                var elapsed = Stopwatch.GetElapsedTime(start);
                if (counts)
                {
                    taken[at].Add(elapsed.TotalMicroseconds);
                }
            }
        }

        return [.. taken.Select(times => Percentile(times, 0.5))];
    }

    /// <summary>The value below which the part <paramref name="rank"/> of <paramref name="values"/> lies.</summary>
    public static double Percentile(IEnumerable<double> values, double rank)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * rank))];
    }
}
