using BoomiEmulator.DataHub.Http;

namespace BoomiEmulator.DataHub;

/// <summary>Puts an emulated DataHub on the web.</summary>
public static class DataHubEndpoints
{
    /// <summary>
    /// Maps both surfaces under <c>/mdm</c>: the repository API at <c>/mdm/universes</c> and the platform-side administration
    /// at <c>/mdm/api/rest/v1/{accountId}</c>. Each checks its own credentials.
    /// </summary>
    /// <param name="endpoints">Where to map them.</param>
    /// <param name="world">The world that answers.</param>
    /// <returns>A builder for conventions that hold for all of the endpoints.</returns>
    public static IEndpointConventionBuilder MapDataHub(this IEndpointRouteBuilder endpoints, DataHubWorld world)
    {
        var group = endpoints.MapGroup("/mdm");
        RepositoryRoutes.Map(new RepositorySurface(group, world));
        var platform = new PlatformSurface(group, world);
        PlatformModelRoutes.Map(platform);
        PlatformSourceRoutes.Map(platform);
        PlatformRepositoryRoutes.Map(platform);
        return group;
    }
}
