namespace PromotionEngine.Components;

/// <summary>Finds the components that a document refers to.</summary>
public static class ReferenceScanner
{
    /// <summary>The <paramref name="knownIds"/> that the document refers to, without its own, each once, in order of appearance.</summary>
    public static IReadOnlyList<string> Find(ComponentDocument document, IReadOnlySet<string> knownIds) => throw new NotSupportedException("not yet");

    /// <summary>Everything in the document that looks like a component ID, in lower case, each once, in order of appearance.</summary>
    public static IReadOnlyList<string> FindGuids(ComponentDocument document) => throw new NotSupportedException("not yet");

    /// <summary>Whether the document refers to itself, as a process does that calls itself.</summary>
    public static bool RefersToItself(ComponentDocument document) => throw new NotSupportedException("not yet");
}
