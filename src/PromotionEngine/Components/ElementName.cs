namespace PromotionEngine.Components;

/// <summary>What the name of an element says, worked out once per name and document.</summary>
internal sealed class ElementName
{
    public ElementName(string raw, bool namesCount, IReadOnlyList<EncryptedPath> encryptedPaths)
    {
        Raw = raw;
        Local = raw[(raw.IndexOf(':', StringComparison.Ordinal) + 1)..];
        IsSecret = namesCount && SecretName.IsSecret(Local);
        IsPassword = SecretName.IsPassword(Local);
        IsEntry = Local is "field" or "property" or "properties";
        IsValue = Local is "value";
        EncryptedPaths = encryptedPaths.Count == 0 ? [] : [.. encryptedPaths.Where(path => path.MayEndAt(Local))];
    }

    /// <summary>As written, with its prefix.</summary>
    public string Raw { get; }

    /// <summary>Without its prefix.</summary>
    public string Local { get; }

    /// <summary>Whether the element's text is a secret because of the name.</summary>
    public bool IsSecret { get; }

    /// <summary>Whether the element's text is a secret if it looks like a hash.</summary>
    public bool IsPassword { get; }

    /// <summary>Whether it is an entry, which names its value by <c>id</c>, <c>name</c> or <c>key</c>.</summary>
    public bool IsEntry { get; }

    /// <summary>Whether it is the <c>value</c> element of an entry.</summary>
    public bool IsValue { get; }

    /// <summary>The listed paths whose last element may be this one.</summary>
    public EncryptedPath[] EncryptedPaths { get; }
}
