using System.Text.Json.Nodes;
using PromotionEngine.Components;

namespace PromotionEngine.Extensions;

/// <summary>A value that can be set.</summary>
/// <param name="Entry">What it belongs to.</param>
/// <param name="Group">ID of the group inside the entry; empty where there are none.</param>
/// <param name="Id">ID in the entry; empty where the entry itself is the value.</param>
/// <param name="Node">Its JSON.</param>
internal sealed record ExtensionField(ExtensionEntry Entry, string Group, string Id, JsonObject Node)
{
    /// <summary>Tells it apart from all others of the environment.</summary>
    public string Key => string.Join('\u001f', Entry.Section.Name, Entry.Key, Group, Id);

    /// <summary>Tells it apart from the others of its entry.</summary>
    public (string Group, string Id) Place => (Group, Id);

    /// <summary>Name for people.</summary>
    public string Name => Id.Length == 0 ? Entry.Name : $"{Entry.Name}/{(ExtensionJson.Text(Node, "label") is { Length: > 0 } label ? label : Id)}";

    /// <summary>Whether the platform keeps the value encrypted: it is never answered, and must not be sent unless it is to change.</summary>
    public bool IsEncrypted => ExtensionJson.Flag(Node, "encryptedValueSet") || ExtensionJson.Flag(Node, "usesEncryption") || Node["CloudManagedSecretConfig"] is JsonObject;

    /// <summary>Whether an encrypted value is set.</summary>
    public bool HasEncryptedValue => ExtensionJson.Flag(Node, "encryptedValueSet");

    /// <summary>Whether a person who reads an old state may not see the value: it is encrypted, or its name says that it is a secret.</summary>
    public bool IsSecret => IsEncrypted || SecretName.IsSecretAttribute(Id) || HoldsSecretWord(Id.Length > 0 ? Id : Entry.Id) || HoldsSecretWord(ExtensionJson.Text(Node, "label"));

    private static bool HoldsSecretWord(string name) =>
        SecretName.IsPassword(name) || name.Contains("secret", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase)
        || name.Contains("credential", StringComparison.OrdinalIgnoreCase);
}
