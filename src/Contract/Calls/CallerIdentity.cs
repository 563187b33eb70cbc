using System.Text.Json;
using System.Text.Json.Serialization;
using Grpc.Core;

namespace Contract.Calls;

/// <summary>
/// Who is calling, as the host established it. It travels in one signed metadata entry, and is the only thing about the caller that the engine believes:
/// fields of a request that name the caller repeat it at best.
/// </summary>
public sealed record CallerIdentity
{
    /// <summary>Name of the metadata entry: UTF-8 JSON.</summary>
    public const string MetadataKey = "promotion-caller-bin";

    /// <summary>Longest encoded identity, in bytes: as Base64 it stays below the 16 KiB that servers allow for one header.</summary>
    public const int MaxEncodedLength = 12_000;

    /// <summary>In which way the caller is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required CallerKind Kind { get; init; }

    /// <summary>The identity provider's stable ID of the person; empty when a connector named the person, or for a program of ours.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>E-mail of the person, trimmed and in invariant lower case; empty when nobody was named.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>Display name of the person; may be empty.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>
    /// The person's groups, by name or ID as the token or the connector gave them. Empty from a connector means that it sent none:
    /// then <see cref="ConnectorTierCap"/> and <see cref="ConnectorDevAccounts"/> apply.
    /// </summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Name of the trusted connector, or of our own program; empty for a user token.</summary>
    public string Connector { get; init; } = string.Empty;

    /// <summary><c>CONTRIBUTOR</c> or <c>READONLY</c>: the tier configured for the connector, used when it sends no groups. Empty for a user token.</summary>
    public string ConnectorTierCap { get; init; } = string.Empty;

    /// <summary>IDs of the development accounts configured for the connector, used when it sends no groups.</summary>
    public IReadOnlyList<string> ConnectorDevAccounts { get; init; } = [];

    /// <summary>Address that the request came from, for the audit; may be empty.</summary>
    public string ClientAddress { get; init; } = string.Empty;

    /// <summary>ID that ties together the logs of one request.</summary>
    public string CorrelationId { get; init; } = string.Empty;

    /// <summary>The identity of a program of ours.</summary>
    public static CallerIdentity ForService(string program, string correlationId) =>
        new() { Kind = CallerKind.Service, Connector = program, CorrelationId = correlationId };

    /// <summary>The identity that <paramref name="headers"/> carry, or null when there is none or it cannot be read.</summary>
    public static CallerIdentity? Read(Metadata headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return headers.GetValueBytes(MetadataKey) is { } bytes ? Decode(bytes) : null;
    }

    /// <summary>The identity in <paramref name="bytes"/>, or null when they hold none.</summary>
    public static CallerIdentity? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, CallerIdentityJson.Default.CallerIdentity);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The identity as it travels.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, CallerIdentityJson.Default.CallerIdentity);

    /// <summary>Adds the identity to <paramref name="headers"/>.</summary>
    public void AddTo(Metadata headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        headers.Add(MetadataKey, Encode());
    }
}
