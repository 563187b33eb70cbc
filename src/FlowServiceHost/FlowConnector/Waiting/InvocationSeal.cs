using System.Text.Json;
using Contract.Calls;
using FlowServiceHost.Hosting;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>Seals what is kept of an invocation: requests may hold secrets.</summary>
/// <param name="keys">The keys as they are at the moment of asking.</param>
internal sealed class InvocationSeal(Func<SharedKeys> keys)
{
    private readonly Seal _seal = new(keys, "flow invocations");

    /// <summary>The invocation, sealed for <paramref name="id"/> and no other.</summary>
    public byte[] Close(string id, PendingInvocation invocation) =>
        _seal.Close(id, JsonSerializer.SerializeToUtf8Bytes(invocation, PendingInvocationJson.Default.PendingInvocation));

    /// <summary>What <paramref name="sealedBytes"/> holds; null when it was not sealed for <paramref name="id"/> with a key that is known.</summary>
    public PendingInvocation? Open(string id, ReadOnlySpan<byte> sealedBytes)
    {
        try
        {
            return _seal.Open(id, sealedBytes) is { } plain ? JsonSerializer.Deserialize(plain, PendingInvocationJson.Default.PendingInvocation) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
