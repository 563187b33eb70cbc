namespace PromotionEngine.Components;

/// <summary>
/// A component's document is refused. The message says why and where (line and column), and never quotes the document,
/// because it may be shown, logged and kept.
/// </summary>
public sealed class ComponentXmlException : Exception
{
    /// <summary>A refusal without a known position.</summary>
    public ComponentXmlException(ComponentXmlProblem problem, string message)
        : base(message)
    {
        Problem = problem;
    }

    /// <summary>A refusal at a line and column, both counted from 1; 0 where unknown.</summary>
    public ComponentXmlException(ComponentXmlProblem problem, string message, int line, int column)
        : base(line > 0 ? $"{message} (line {line}, column {column})" : message)
    {
        Problem = problem;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong with the document.</summary>
    public ComponentXmlProblem Problem { get; }

    /// <summary>Line of the problem, counted from 1; 0 where unknown.</summary>
    public int Line { get; }

    /// <summary>Column of the problem, counted from 1; 0 where unknown.</summary>
    public int Column { get; }
}
