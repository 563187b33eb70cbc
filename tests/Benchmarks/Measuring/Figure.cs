namespace Benchmarks.Measuring;

/// <summary>A measured figure beside what it is held against, both from the same run.</summary>
/// <param name="Benchmark">The benchmark that measured it.</param>
/// <param name="What">What was measured, in words.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Bound">The bound or floor; null for a figure that is only told.</param>
/// <param name="Unit">Unit of both.</param>
public sealed record Figure(string Benchmark, string What, double Measured, double? Bound, string Unit)
{
    /// <summary>The figure as a part of its bound.</summary>
    public double? Ratio => Bound is { } bound and > 0 ? Measured / bound : null;

    /// <summary>Whether the bound holds; true where there is none.</summary>
    public bool Holds => Bound is not { } bound || Measured <= bound;
}
