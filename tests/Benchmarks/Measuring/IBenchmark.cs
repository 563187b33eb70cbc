namespace Benchmarks.Measuring;

/// <summary>Something that is measured.</summary>
internal interface IBenchmark
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and tells the figures.</summary>
    Task RunAsync(FigureTable table, CancellationToken cancellationToken);
}
