using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionService.V1;

namespace PromotionEngine.Mappings;

/// <summary>The gRPC face of mappings.</summary>
public sealed class MappingsService(AccessRules access, MappingAdministration mappings, CallerReader callers) : PromotionService.V1.Mappings.MappingsBase
{
    /// <inheritdoc/>
    public override async Task<ManageMappingsResponse> ManageMappings(ManageMappingsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        var rows = request.Action switch
        {
            "update" => [await UpdateAsync(request, caller, context.CancellationToken)],
            "delete" => [await DeleteAsync(request, caller, context.CancellationToken)],
            _ => await mappings.QueryAsync(caller, MappingQuery.From(request), context.CancellationToken),
        };
        return new ManageMappingsResponse { Success = true, Mappings = { rows.Select(row => row.ToMessage()) } };
    }

    private async Task<MappingRow> UpdateAsync(ManageMappingsRequest request, Caller caller, CancellationToken cancellationToken)
    {
        Require(request.DevComponentId, "devComponentId", request.DevAccountId, "devAccountId", request.ProdComponentId, "prodComponentId");
        RequireAdmin(caller);
        return await mappings.SeedAsync(
            caller,
            new AccountId(request.DevAccountId),
            new ComponentId(request.DevComponentId),
            new ComponentId(request.ProdComponentId),
            request.ComponentName,
            request.ComponentType,
            cancellationToken);
    }

    private async Task<MappingRow> DeleteAsync(ManageMappingsRequest request, Caller caller, CancellationToken cancellationToken)
    {
        Require(request.DevComponentId, "devComponentId", request.DevAccountId, "devAccountId");
        RequireAdmin(caller);
        return await mappings.DeleteAsync(caller, new AccountId(request.DevAccountId), new ComponentId(request.DevComponentId), cancellationToken);
    }

    private void RequireAdmin(Caller caller)
    {
        access.RequireAdmin(caller, "change mappings");
        if (caller.Person.Email.Length == 0 && caller.Person.Subject.Length == 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, "The request names nobody who changes the mapping. Send userEmail.");
        }
    }

    private static void Require(params string[] valuesAndNames)
    {
        var missing = valuesAndNames.Chunk(2).Where(pair => pair[0].Length == 0).Select(pair => pair[1]).ToList();
        if (missing.Count > 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"These fields are missing: {string.Join(", ", missing)}.");
        }
    }
}
