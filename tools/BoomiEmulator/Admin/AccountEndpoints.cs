using System.Text.Json;
using System.Xml;
using BoomiEmulator.State;

namespace BoomiEmulator.Admin;

/// <summary>What people do by hand in an account, and a look at all that it holds.</summary>
internal static class AccountEndpoints
{
    private const string ByHand = "somebody@acme.test";

    /// <summary>Adds the endpoints below <c>/accounts/{account}</c>.</summary>
    /// <param name="admin">The admin group.</param>
    /// <param name="world">The state.</param>
    /// <param name="json">How bodies are read and written.</param>
    public static void Map(RouteGroupBuilder admin, World world, JsonSerializerOptions json)
    {
        var accounts = admin.MapGroup("/accounts/{account}");
        accounts.MapGet("/", (string account) => Answer(() => Results.Json(OverviewReader.Read(world, account), json)));
        MapComponents(accounts, world, json);
        MapPacks(accounts, world, json);
        accounts.MapPost("/environments", (string account, HttpRequest request) => WithAsync<EnvironmentBody>(request, json, body =>
            Results.Json(world.AddEnvironment(account, body.Name, body.Classification ?? "PROD", body.Id), json)));
    }

    private static void MapComponents(RouteGroupBuilder accounts, World world, JsonSerializerOptions json)
    {
        accounts.MapPost("/components/{component}", async (string account, string component, string? branch, string? user, HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var xml = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
            return Answer(() =>
            {
                var branchId = branch is null ? null : IdOf(world, account, branch);
                return Results.Json(new { world.UpdateComponent(account, component, xml, branchId, user ?? ByHand).Version }, json);
            });
        });
        accounts.MapDelete("/components/{component}", (string account, string component, string? user) => Answer(() =>
            Results.Json(new { world.DeleteComponent(account, component, user ?? ByHand).Version }, json)));
        accounts.MapPut("/components/{component}/lock", (string account, string component) => Answer(() =>
        {
            world.LockComponent(account, component);
            return Results.NoContent();
        }));
        accounts.MapDelete("/components/{component}/lock", (string account, string component) => Answer(() =>
        {
            world.UnlockComponent(account, component);
            return Results.NoContent();
        }));
    }

    private static void MapPacks(RouteGroupBuilder accounts, World world, JsonSerializerOptions json)
    {
        accounts.MapPost("/packs", (string account, HttpRequest request) => WithAsync<PackBody>(request, json, body =>
            Results.Json(world.AddPack(account, body.Name, body.InstallationType ?? "MULTI", body.Description ?? string.Empty, [.. body.Components ?? []]), json)));
        accounts.MapPut("/packs/{pack}/components", (string account, string pack, HttpRequest request) => WithAsync<IReadOnlyList<PackContent>>(request, json, body =>
            Results.Json(world.EditPack(account, pack, body), json)));
        accounts.MapPut("/packs/{pack}/failing-releases", (string account, string pack, HttpRequest request) => WithAsync<FailureBody>(request, json, body =>
        {
            world.FailReleases(account, pack, body.Count);
            return Results.NoContent();
        }));
    }

    private static string IdOf(World world, string account, string branch) =>
        world.Branches(account).FirstOrDefault(one => one.Name == branch || one.Id == branch)?.Id ?? throw new PlatformRefusal($"Branch '{branch}' is not valid");

    private static IResult Answer(Func<IResult> act)
    {
        try
        {
            return act();
        }
        catch (Exception wrong) when (wrong is PlatformRefusal or XmlException)
        {
            return Results.BadRequest(wrong.Message);
        }
    }

    private static async Task<IResult> WithAsync<TBody>(HttpRequest request, JsonSerializerOptions json, Func<TBody, IResult> act)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<TBody>(request.Body, json, request.HttpContext.RequestAborted);
            return Answer(() => act(body ?? throw new PlatformRefusal("There is no body.")));
        }
        catch (JsonException wrong)
        {
            return Results.BadRequest(wrong.Message);
        }
    }

    private sealed record EnvironmentBody(string Name, string? Classification, string? Id);

    private sealed record PackBody(string Name, string? InstallationType, string? Description, IReadOnlyList<PackContent>? Components);

    private sealed record FailureBody(int Count);
}
