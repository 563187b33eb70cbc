namespace PromotionEngine.Components;

/// <summary>What kind of content was found where it must not be.</summary>
public enum ForbiddenKind
{
    /// <summary>A component ID of the dev account, outside comments.</summary>
    DevId,

    /// <summary>A value that was stripped from the source, anywhere, comments included.</summary>
    StrippedValue,
}
