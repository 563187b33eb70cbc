namespace Faults.Tests.Rounds;

/// <summary>The decisions of a round: the same seed makes the same ones. The steps of splitmix64, which stay the same whatever the framework does.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(Step() % (ulong)limit);

    /// <summary>True <paramref name="percent"/> times of a hundred.</summary>
    public bool Chance(int percent) => Next(100) < percent;

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    /// <summary>Puts them in an order that is as likely as any other.</summary>
    public void Shuffle<T>(T[] items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Dice of its own for a part, so that what one part does changes nothing for another.</summary>
    public Dice Fork() => new(Step());

    private ulong Step()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
