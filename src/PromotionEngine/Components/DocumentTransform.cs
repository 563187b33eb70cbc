namespace PromotionEngine.Components;

/// <summary>Makes a dev component's document ready for production in one pass: envelope, references and secrets.</summary>
public static class DocumentTransform
{
    /// <summary>Applies <paramref name="plan"/> to <paramref name="source"/>.</summary>
    public static TransformResult Apply(ComponentDocument source, TransformPlan plan) => throw new NotSupportedException("not yet");
}
