using System.Text;
using BoomiEmulator.Platform;

namespace BoomiEmulator.Journal;

/// <summary>
/// What is known of a request besides HTTP. Stands in the request's features; whoever answers the request may say more precisely what it
/// is. <see cref="Operation"/> set before the fault plan runs (from verb and path alone) can be used by fault rules.
/// </summary>
public sealed class EmulatorCall
{
    /// <summary>The operation, such as <c>Component.create</c> or <c>POST /mdm/universes/{universe}/records/query</c>.</summary>
    public required string Operation { get; set; }

    /// <summary>The account that is operated on, or empty.</summary>
    public string Account { get; set; } = string.Empty;

    /// <summary>The user part of the credentials, or empty.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>The fault that was done to the request, or null.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether the connection was cut, so that no status reached the caller.</summary>
    public bool Cut { get; set; }

    /// <summary>Called before the caller can learn what became of the request.</summary>
    internal Action Ending { get; set; } = () => { };

    internal PlatformRoute? Route { get; init; }

    internal static EmulatorCall Of(HttpContext context, Func<string, string?> platformObject)
    {
        var request = context.Request;
        var route = PlatformRoute.Of(request);
        var user = UserOf(request.Headers.Authorization.ToString());
        if (route is null)
        {
            // DataHub's calls are named by verb and route pattern, which is the same for all universes and records.
            var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? request.Path.Value;
            return new EmulatorCall
            {
                Operation = $"{request.Method} {pattern}",
                Account = context.Request.RouteValues["account"] as string ?? string.Empty,
                User = user,
            };
        }

        var action = route.Action.ToString();
        var name = platformObject(route.ObjectName) ?? route.ObjectName;
        return new EmulatorCall
        {
            Operation = $"{name}.{char.ToLowerInvariant(action[0])}{action[1..]}",
            Account = route.EffectiveAccount,
            User = user,
            Route = route,
        };
    }

    private static string UserOf(string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return string.Empty;

        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes[..length]).Split(':', 2)[0]
            : string.Empty;
    }
}
