using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BoomiEmulator.Faults;

namespace BoomiEmulator.Admin;

/// <summary>The endpoints below <c>/__admin</c>, with which tests and people look into the emulator and steer it. See README.md.</summary>
internal static class AdminEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Adds the endpoints.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes, EmulatorHost host)
    {
        var admin = routes.MapGroup("/__admin");
        admin.MapGet("/health", () => Results.Text("ok"));
        MapState(admin, host);
        MapJournal(admin, host);
        MapFaults(admin, host);
        MapSettings(admin, host);
        AccountEndpoints.Map(admin, host.World, Json);
    }

    private static void MapState(RouteGroupBuilder admin, EmulatorHost host)
    {
        admin.MapGet("/snapshots", () => Results.Json(host.State.Snapshots, Json));
        admin.MapPut("/snapshots/{name}", (string name) =>
        {
            host.State.Save(name);
            return Results.NoContent();
        });
        admin.MapPost("/snapshots/{name}/restore", (string name) => host.State.Restore(name) ? Results.NoContent() : Results.NotFound());
        admin.MapPost("/baseline", () =>
        {
            host.State.SetBaseline();
            return Results.NoContent();
        });
        admin.MapPost("/reset", () =>
        {
            host.Reset();
            return Results.NoContent();
        });
        admin.MapGet("/state", (CancellationToken cancellationToken) =>
            Results.Stream(stream => host.State.ExportAsync(stream, cancellationToken), "application/json"));
        admin.MapPut("/state", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            try
            {
                await host.State.ImportAsync(request.Body, cancellationToken);
                return Results.NoContent();
            }
            catch (JsonException broken)
            {
                return Results.BadRequest(broken.Message);
            }
        });
    }

    private static void MapJournal(RouteGroupBuilder admin, EmulatorHost host)
    {
        admin.MapGet("/journal", (string? operation, string? account, long? since) =>
            Results.Json(host.Journal.Entries(operation, account, since ?? 0), Json));
        admin.MapGet("/counts", (string? account) => Results.Json(host.Journal.Counts(account), Json));
        admin.MapDelete("/journal", () =>
        {
            host.Journal.Clear();
            return Results.NoContent();
        });
    }

    private static void MapFaults(RouteGroupBuilder admin, EmulatorHost host)
    {
        admin.MapGet("/faults", () => Results.Json(host.Faults.List(), Json));
        admin.MapPut("/faults", (HttpRequest request) => WithBodyAsync<FaultScript>(request, script => host.Faults.Set(script.Seed, script.Rules)));
        admin.MapPost("/faults", (HttpRequest request) => WithBodyAsync<FaultRule>(request, host.Faults.Add));
        admin.MapDelete("/faults", () =>
        {
            host.Faults.Clear();
            return Results.NoContent();
        });
    }

    private static void MapSettings(RouteGroupBuilder admin, EmulatorHost host)
    {
        var settings = host.Settings;
        admin.MapGet("/switches", () => Results.Json(settings.Switches, Json));
        admin.MapPut("/switches", (HttpRequest request) => ChangeAsync(request, settings.Switches, changed => settings.Switches = changed));
        admin.MapGet("/limits", () => Results.Json(settings.Limits, Json));
        admin.MapPut("/limits", (HttpRequest request) => ChangeAsync(request, settings.Limits, changed => settings.Limits = changed));
        admin.MapGet("/delays", () => Results.Json(settings.Delays, Json));
        admin.MapPut("/delays", (HttpRequest request) => ChangeAsync(request, settings.Delays, changed => settings.Delays = changed));
    }

    private static async Task<IResult> WithBodyAsync<TBody>(HttpRequest request, Action<TBody> use)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<TBody>(request.Body, Json, request.HttpContext.RequestAborted);
            use(body ?? throw new JsonException("There is no body."));
            return Results.NoContent();
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Results.BadRequest(wrong.Message);
        }
    }

    /// <summary>Changes only the members that the body names.</summary>
    private static async Task<IResult> ChangeAsync<TSettings>(HttpRequest request, TSettings present, Action<TSettings> change)
    {
        try
        {
            var changes = await JsonSerializer.DeserializeAsync<JsonObject>(request.Body, Json, request.HttpContext.RequestAborted) ?? [];
            var merged = JsonSerializer.SerializeToNode(present, Json)!.AsObject();
            foreach (var (name, value) in changes)
                merged[name] = value?.DeepClone();

            var changed = merged.Deserialize<TSettings>(Json)!;
            change(changed);
            return Results.Json(changed, Json);
        }
        catch (JsonException wrong)
        {
            return Results.BadRequest(wrong.Message);
        }
    }

    private sealed record FaultScript(int Seed, IReadOnlyList<FaultRule> Rules);
}
