namespace PromotionEngine.Boomi.DataHub;

/// <summary>Which mappings are listed; what is null or empty does not narrow.</summary>
/// <param name="DevAccountId">The development account.</param>
/// <param name="DevComponentId">The component there.</param>
/// <param name="ProdComponentId">The component in the primary account.</param>
/// <param name="Name">Exact name.</param>
/// <param name="Type">Exact type.</param>
public sealed record ComponentMappingFilter(
    string? DevAccountId = null,
    string? DevComponentId = null,
    string? ProdComponentId = null,
    string? Name = null,
    string? Type = null);
