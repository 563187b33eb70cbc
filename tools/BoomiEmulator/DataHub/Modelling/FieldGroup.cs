namespace BoomiEmulator.DataHub.Modelling;

/// <summary>Fields that stand together in one element. Their values are kept beside the root fields.</summary>
internal sealed record FieldGroup(string ElementName, string UniqueId, IReadOnlyList<FieldMember> Members)
    : FieldMember(ElementName, UniqueId);
