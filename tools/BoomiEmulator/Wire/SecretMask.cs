using System.Security.Cryptography;
using System.Text;
using System.Xml;
using BoomiEmulator.State;

namespace BoomiEmulator.Wire;

/// <summary>
/// Replaces the secrets of a component document by one-way hashes, as the platform does when it stores one, and puts back the stored
/// hash where an update left a secret out. Secrets are: the value of elements with <c>type="password"</c>; attributes and elements whose
/// name ends with password, passphrase, clientSecret, accessToken or refreshToken; the default of a process property of type password;
/// and what the sender itself lists as encrypted.
/// </summary>
internal static class SecretMask
{
    /// <summary>The content to store for <paramref name="document"/>, given the secrets of the revision it replaces.</summary>
    /// <param name="document">What was sent.</param>
    /// <param name="previous">The secrets of the revision that is replaced; empty for a new component.</param>
    /// <param name="resentHashIsNew">Whether a stored hash that is sent back is hashed again.</param>
    public static ComponentContent Apply(ComponentDocument document, IReadOnlyList<EncryptedValue> previous, bool resentHashIsNew)
    {
        var stored = previous.Where(static value => value.Hash is not null)
            .ToDictionary(static value => value.Path, static value => value.Hash!, StringComparer.Ordinal);
        var secrets = new Dictionary<string, string?>(StringComparer.Ordinal);
        var objectXml = Mask(document.ObjectXml, document.EncryptedPaths, stored, resentHashIsNew, secrets);
        var overridesXml = Mask(document.OverridesXml, document.EncryptedPaths, stored, resentHashIsNew, secrets);
        foreach (var (path, hash) in stored)
            secrets.TryAdd(path, hash);

        return new ComponentContent
        {
            ObjectXml = objectXml,
            OverridesXml = overridesXml,
            Description = document.Description,
            Secrets = [.. secrets.Select(static secret => new EncryptedValue(secret.Key, secret.Value))],
        };
    }

    /// <summary>The hash that stands for <paramref name="secret"/>: 128 lower-case hexadecimal digits.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Mask(
        string part, IReadOnlyList<string> listed, Dictionary<string, string> stored, bool resentHashIsNew, Dictionary<string, string?> secrets)
    {
        if (part.Length == 0 || (stored.Count == 0 && listed.Count == 0 && !SecretPlaces.MayHold(part)))
            return part;

        var places = SecretPlaces.Find(part, listed, stored);
        if (places.Count == 0)
            return part;

        var text = new StringBuilder(part.Length + (places.Count * 128));
        var copied = 0;
        foreach (var place in places.OrderBy(static place => place.Start))
        {
            var known = stored.GetValueOrDefault(place.Path);
            string? hash;
            string written;
            if (place.Value is null)
            {
                // Left out: the stored secret stays, and shows again where it stood.
                hash = known;
                written = known is null ? string.Empty : place.Attribute is null ? known : $" {place.Attribute}=\"{known}\"";
            }
            else if (place.Value.Length == 0)
            {
                (hash, written) = (null, string.Empty);
            }
            else
            {
                hash = place.Value == known && !resentHashIsNew ? known : Hash(place.Value);
                written = hash;
            }

            secrets[place.Path] = hash;
            text.Append(part, copied, place.Start - copied).Append(written);
            copied = place.Start + place.Length;
        }

        return text.Append(part, copied, part.Length - copied).ToString();
    }
}
