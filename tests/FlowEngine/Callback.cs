using System.Text.Json.Nodes;

namespace FlowEngine;

/// <summary>A callback that came.</summary>
/// <param name="Body">The service response.</param>
/// <param name="Tenant">The tenant header.</param>
/// <param name="Authorization">The authorization header.</param>
/// <param name="ContentType">The content type.</param>
public sealed record Callback(JsonObject Body, string Tenant, string Authorization, string ContentType)
{
    /// <summary>The invocation's token.</summary>
    public string Token => (string)Body["token"]!;

    /// <summary>Whether it is progress or the end.</summary>
    public string InvokeType => (string)Body["invokeType"]!;
}
