using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Contract.Calls;

namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>
/// Seals what is kept of an invocation: requests may hold secrets, and the store is nobody's place to read them. The key is derived from the one that calls
/// are signed with, so that every host can open what any host sealed, also while that key is changed.
/// </summary>
/// <param name="keys">The keys as they are at the moment of asking: a host that runs while they are changed seals with the one that others have, too.</param>
internal sealed class InvocationSeal(Func<SharedKeys> keys)
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>The invocation, sealed for <paramref name="id"/> and no other.</summary>
    public byte[] Close(string id, PendingInvocation invocation)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(invocation, PendingInvocationJson.Default.PendingInvocation);
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Derive(keys().Current), TagLength);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), Encoding.ASCII.GetBytes(id));
        return sealedBytes;
    }

    /// <summary>What <paramref name="sealedBytes"/> holds; null when it was not sealed for <paramref name="id"/> with a key that is known.</summary>
    public PendingInvocation? Open(string id, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        foreach (var key in keys().All)
        {
            try
            {
                using var cipher = new AesGcm(Derive(key), TagLength);
                cipher.Decrypt(
                    sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain, Encoding.ASCII.GetBytes(id));
                return JsonSerializer.Deserialize(plain, PendingInvocationJson.Default.PendingInvocation);
            }
            catch (Exception exception) when (exception is AuthenticationTagMismatchException or JsonException)
            {
                // Another key may fit.
            }
        }

        return null;
    }

    private static byte[] Derive(SharedKey key) => key.Derive("flow invocations"u8, KeyLength);
}
