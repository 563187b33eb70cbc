namespace PromotionEngine.Boomi.DataHub;

/// <summary>Which production component a development component is.</summary>
/// <param name="DevAccountId">The development account.</param>
/// <param name="DevComponentId">The component there.</param>
/// <param name="ProdComponentId">The component in the primary account.</param>
/// <param name="Name">Name of the component.</param>
/// <param name="Type">The platform's type.</param>
/// <param name="ProdAccountId">The primary account.</param>
/// <param name="ProdLatestVersion">Version on main after the last promotion.</param>
/// <param name="LastPromotedAt">When it was promoted, or set by hand; whole seconds.</param>
/// <param name="LastPromotedBy">E-mail of who did that.</param>
/// <param name="MappingSource"><see cref="RecordSources.PromotionEngine"/> or <see cref="RecordSources.AdminSeeding"/>; may be empty.</param>
public sealed record ComponentMapping(
    string DevAccountId,
    string DevComponentId,
    string ProdComponentId,
    string Name,
    string Type,
    string ProdAccountId,
    int ProdLatestVersion,
    DateTimeOffset LastPromotedAt,
    string LastPromotedBy,
    string MappingSource);
