using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>A sign-in that was begun, kept protected in the browser's own cookie until the issuer sends the browser back.</summary>
/// <param name="State">Ties the way back to this browser.</param>
/// <param name="Nonce">Ties the issuer's token to this attempt.</param>
/// <param name="Verifier">Proves to the issuer that who redeems the code began the attempt (PKCE).</param>
/// <param name="ReturnPath">Where the person wanted to go, a path of ours.</param>
internal sealed record SignInAttempt(string State, string Nonce, string Verifier, string ReturnPath)
{
    private const int RandomBytes = 32;

    /// <summary>What the issuer is given of <see cref="Verifier"/>: its SHA-256.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A new attempt.</summary>
    public static SignInAttempt Begin(string returnPath) => new(NewText(), NewText(), NewText(), returnPath);

    private static string NewText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
