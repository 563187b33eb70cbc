using System.Security.Cryptography;
using System.Text;
using Contract.Calls;

namespace FlowServiceHost.Hosting;

/// <summary>
/// Seals what leaves this host to be kept elsewhere: the store is nobody's place to read it. The key is derived from the one that calls are signed with, for one purpose,
/// so that every host can open what any host sealed, also while that key is changed.
/// </summary>
/// <param name="keys">The keys as they are at the moment of asking: a host that runs while they are changed seals with the one that others have, too.</param>
/// <param name="purpose">What is sealed; a seal of one purpose opens nothing of another.</param>
internal sealed class Seal(Func<SharedKeys> keys, string purpose)
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>The bytes, sealed for <paramref name="id"/> and no other.</summary>
    public byte[] Close(string id, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Derive(keys().Current), TagLength);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), Encoding.ASCII.GetBytes(id));
        return sealedBytes;
    }

    /// <summary>What <paramref name="sealedBytes"/> hold; null when they were not sealed for <paramref name="id"/> with a key that is known.</summary>
    public byte[]? Open(string id, ReadOnlySpan<byte> sealedBytes)
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
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another key may fit.
            }
        }

        return null;
    }

    private byte[] Derive(SharedKey key) => key.Derive(Encoding.ASCII.GetBytes(purpose), KeyLength);
}
