using BoomiEmulator.State;

namespace BoomiEmulator.Extensions;

/// <summary>The extensions of an environment, or of one installed MULTI pack in it.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="GroupId">The installed pack, or empty.</param>
/// <param name="Declared">What can be set.</param>
/// <param name="Values">What is set, declared or not, by what it belongs to.</param>
public sealed record ExtensionSet(
    AccountEnvironment Environment, string GroupId, DeclaredExtensions Declared, IReadOnlyDictionary<ExtensionKey, StoredExtension> Values)
{
    /// <summary>The environment's id, or one made of it and the installed pack's.</summary>
    public string Id => GroupId.Length == 0 ? Environment.Id : $"{Environment.Id}:{GroupId}";

    /// <summary>The key of something in this set.</summary>
    public ExtensionKey Key(ExtensionSection section, string itemId, string fieldId = "", string categoryId = "") =>
        new(Environment.Id, GroupId, section, itemId, fieldId, categoryId);

    /// <summary>The stored value of something in this set, or null.</summary>
    public StoredExtension? Value(ExtensionSection section, string itemId, string fieldId = "", string categoryId = "") =>
        Values.GetValueOrDefault(Key(section, itemId, fieldId, categoryId));
}
