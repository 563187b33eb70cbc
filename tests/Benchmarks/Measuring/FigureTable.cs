using System.Globalization;

namespace Benchmarks.Measuring;

/// <summary>Prints figures as rows of a Markdown table, each as soon as it is known.</summary>
public sealed class FigureTable(TextWriter output)
{
    private readonly List<Figure> _figures = [];

    /// <summary>Whether every bound holds.</summary>
    public bool AllHold => _figures.TrueForAll(figure => figure.Holds);

    /// <summary>Prints the head.</summary>
    public void Begin()
    {
        output.WriteLine("| Benchmark | What | Figure | Bound | Ratio | Holds |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | --- |");
    }

    /// <summary>Prints a row.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        var verdict = figure.Bound is null ? "–" : figure.Holds ? "yes" : "NO";
        output.WriteLine($"| {figure.Benchmark} | {figure.What} | {Text(figure.Measured)} {figure.Unit} | {Text(figure.Bound)} | {Text(figure.Ratio)} | {verdict} |");
        output.Flush();
    }

    private static string Text(double? value) => value switch
    {
        null => "–",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
