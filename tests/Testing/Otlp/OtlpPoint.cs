namespace Testing.Otlp;

/// <summary>A measurement that arrived.</summary>
/// <param name="Service">Program that sent it.</param>
/// <param name="Metric">Its name.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Value">The value; of a histogram the sum.</param>
/// <param name="Count">Of a histogram, how many values were recorded.</param>
public sealed record OtlpPoint(string Service, string Metric, IReadOnlyDictionary<string, string> Attributes, double Value, long Count);
