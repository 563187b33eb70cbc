using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.Idempotency;
using PromotionService.V1;

namespace PromotionEngine.Mappings;

/// <summary>The gRPC face of mappings.</summary>
internal sealed class MappingsService(AccessRules access, MappingAdministration mappings, CallerReader callers) : PromotionService.V1.Mappings.MappingsBase
{
    /// <inheritdoc/>
    public override async Task<ManageMappingsResponse> ManageMappings(ManageMappingsRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        return request.Action switch
        {
            "update" => MappingRow.ToResponse([await UpdateAsync(request, caller, context.CancellationToken)]),
            "delete" => await DeleteAsync(request, caller, KeyedAct.Of(context), context.CancellationToken),
            _ => MappingRow.ToResponse(await mappings.QueryAsync(caller, MappingQuery.From(request), context.CancellationToken)),
        };
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

    private async Task<ManageMappingsResponse> DeleteAsync(ManageMappingsRequest request, Caller caller, KeyedAct key, CancellationToken cancellationToken)
    {
        Require(request.DevComponentId, "devComponentId", request.DevAccountId, "devAccountId");
        RequireAdmin(caller);
        return await mappings.DeleteAsync(caller, new AccountId(request.DevAccountId), new ComponentId(request.DevComponentId), key, cancellationToken);
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
