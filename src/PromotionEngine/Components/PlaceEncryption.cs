namespace PromotionEngine.Components;

/// <summary>How a secret place is known to be one that the platform keeps encrypted.</summary>
internal enum PlaceEncryption
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>By the look of its value: a hash. Without the value nothing tells.</summary>
    ByValue,

    /// <summary>By the document: <c>encryptedValues</c>, <c>type="password"</c> or <c>encrypted="true"</c>.</summary>
    Declared,
}
