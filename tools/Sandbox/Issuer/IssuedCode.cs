using BoomiEmulator.Seeding;

namespace Sandbox.Issuer;

/// <summary>What a code stands for until it is redeemed, once.</summary>
/// <param name="Persona">Who was chosen.</param>
/// <param name="RedirectAddress">Where the browser was sent with the code.</param>
/// <param name="Challenge">The SHA-256 of the verifier that redeems it.</param>
/// <param name="Nonce">What the token must repeat.</param>
/// <param name="Until">When it is too late.</param>
internal sealed record IssuedCode(SeedPersona Persona, string RedirectAddress, string Challenge, string Nonce, DateTimeOffset Until);
