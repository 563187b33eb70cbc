namespace PromotionEngine.Components;

/// <summary>Why a component's document was refused. Every refusal of this folder is one of these.</summary>
public enum ComponentXmlProblem
{
    /// <summary>Not well-formed XML, cut off, or with characters that XML does not allow.</summary>
    Malformed,

    /// <summary>It carries a document type declaration, which is never read.</summary>
    Dtd,

    /// <summary>Its elements nest deeper than <see cref="ComponentXmlLimits.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>
    /// It has more characters than <see cref="ComponentXmlLimits.MaxCharacters"/>, or an element of it more attributes than
    /// <see cref="ComponentXmlLimits.MaxAttributes"/>.
    /// </summary>
    TooLarge,

    /// <summary>Its root is not <c>Component</c> of the platform's namespace.</summary>
    NotAComponent,

    /// <summary>An <c>encryptedValue</c> points somewhere with a path that cannot be followed, so what it protects cannot be found.</summary>
    UnreadableEncryptedPath,

    /// <summary>It has more places for secrets than <see cref="ComponentXmlLimits.MaxSecretPlaces"/>.</summary>
    TooManySecretPlaces,
}
