namespace PromotionEngine.Components;

/// <summary>What a child element of the root is.</summary>
internal enum EnvelopeSection
{
    /// <summary>Anything else: the description, or what a later platform adds.</summary>
    Other,

    /// <summary><c>bns:object</c>.</summary>
    Content,

    /// <summary><c>bns:processOverrides</c>.</summary>
    Overrides,

    /// <summary><c>bns:encryptedValues</c>: paths and flags, no values.</summary>
    EncryptedValues,
}
