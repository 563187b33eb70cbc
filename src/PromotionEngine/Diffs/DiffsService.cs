using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Promotions;
using PromotionService.V1;

namespace PromotionEngine.Diffs;

/// <summary>The gRPC face of diffs.</summary>
internal sealed class DiffsService(AccessRules access, DiffQueries diffs, CallerReader callers) : PromotionService.V1.Diffs.DiffsBase
{
    /// <inheritdoc/>
    public override async Task<GenerateComponentDiffResponse> GenerateComponentDiff(GenerateComponentDiffRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        access.RequireContributor(caller);
        var asked = new DiffRequest(
            request.BranchId.Length > 0 ? new BranchId(request.BranchId) : null,
            request.PromotionId.Length > 0 ? new PromotionId(request.PromotionId) : null,
            new ComponentId(request.ProdComponentId));
        var diff = await diffs.FindAsync(caller, asked, context.CancellationToken);
        return new GenerateComponentDiffResponse
        {
            Success = true,
            ProdComponentId = diff.Id.Value,
            ComponentName = diff.Name,

            // Whatever the caller believed: a component that main does not have is created.
            ComponentAction = diff.MainVersion == 0 ? "CREATE" : "UPDATE",
            BranchXml = diff.BranchXml,
            MainXml = diff.MainXml,
            BranchVersion = diff.BranchVersion,
            MainVersion = diff.MainVersion,
        };
    }
}
