namespace BoomiEmulator.Seeding;

/// <summary>The places of a component document where real components keep secrets.</summary>
public enum SecretPlace
{
    /// <summary>The text of an element, such as <c>&lt;password&gt;</c>.</summary>
    ElementText,

    /// <summary>The <c>value</c> of a <c>field</c>, <c>property</c> or <c>properties</c> entry told by its <c>id</c>.</summary>
    EntryById,

    /// <summary>The <c>value</c> of an entry told by its <c>name</c>.</summary>
    EntryByName,

    /// <summary>The <c>value</c> of an entry told by its <c>key</c>.</summary>
    EntryByKey,

    /// <summary>The <c>value</c> of an element of <c>type="password"</c>.</summary>
    PasswordType,

    /// <summary>A hash-like value (128 lower-case hexadecimal digits) of a password field.</summary>
    HashLike,

    /// <summary>What a path under <c>encryptedValues</c> points at, an attribute or an element.</summary>
    EncryptedPath,
}
