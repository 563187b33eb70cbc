using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionService.V1;

namespace PromotionEngine.Packages;

/// <summary>The gRPC face of packages.</summary>
public sealed class PackagesService(AccessRules access, PackageList packages, CallerReader callers) : PromotionService.V1.Packages.PackagesBase
{
    /// <inheritdoc/>
    public override async Task<ListDevPackagesResponse> ListDevPackages(ListDevPackagesRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        var account = await access.RequireAccountAsync(caller, new AccountId(request.DevAccountId), context.CancellationToken);
        var rows = await packages.OfAccountAsync(account.Id, context.CancellationToken);
        return new ListDevPackagesResponse { Success = true, Packages = { rows.Select(ToMessage) } };
    }

    private static DevPackage ToMessage(PackageRow row) => new()
    {
        PackageId = row.Package.Id.Value,
        PackageVersion = row.Package.PackageVersion,
        ComponentId = row.Package.ComponentId.Value,
        ComponentName = row.ComponentName,
        ComponentType = row.Package.ComponentType,
        CreatedDate = WireInstant.Format(row.Package.CreatedDate),
        CreatedBy = row.Package.CreatedBy,
        Notes = row.Package.Notes,
    };
}
