namespace BoomiEmulator.DataHub.Modelling;

/// <summary>Something that may stand inside an entity: a field, a group of fields or a collection.</summary>
/// <param name="ElementName">The name of its element in batches and answers.</param>
/// <param name="UniqueId">Its id in queries, match rules and titles.</param>
internal abstract record FieldMember(string ElementName, string UniqueId);
