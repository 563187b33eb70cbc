namespace PromotionEngine.Mappings;

/// <summary>A mapping with the name of its development account.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="DevAccountName">Name of the account; empty when nobody is granted it.</param>
public sealed record MappingRow(Boomi.DataHub.ComponentMapping Mapping, string DevAccountName)
{
    /// <summary>The answer that tells of <paramref name="rows"/>.</summary>
    public static PromotionService.V1.ManageMappingsResponse ToResponse(IEnumerable<MappingRow> rows) => new() { Success = true, Mappings = { rows.Select(row => row.ToMessage()) } };

    /// <summary>The mapping as the contract writes it.</summary>
    public PromotionService.V1.ComponentMapping ToMessage() => new()
    {
        DevComponentId = Mapping.DevComponentId,
        DevAccountId = Mapping.DevAccountId,
        ProdComponentId = Mapping.ProdComponentId,
        ComponentName = Mapping.Name,
        ComponentType = Mapping.Type,
        MappingSource = Mapping.MappingSource,
        LastPromoted = WireInstant.Format(Mapping.LastPromotedAt),
        ProdLatestVersion = Mapping.ProdLatestVersion,
        LastPromotedBy = Mapping.LastPromotedBy,
        DevAccountName = DevAccountName,
    };
}
