using BoomiEmulator.Wire;

namespace BoomiEmulator.Seeding;

/// <summary>A secret that the seed put into a component. Its value occurs once in the whole world, so that it can be searched for.</summary>
/// <param name="AccountId">The account of the component.</param>
/// <param name="ComponentId">The component that holds it.</param>
/// <param name="Place">What kind of place it stands in.</param>
/// <param name="Name">The element, entry or path that names it, as spelled in the document.</param>
/// <param name="Value">The whole value, without characters that XML would escape. Those of dev accounts contain <c>canary</c>
/// (hash-like ones cannot), those of the primary account contain <c>vault</c>.</param>
public sealed record PlantedSecret(string AccountId, string ComponentId, SecretPlace Place, string Name, string Value)
{
    /// <summary>What stands there instead once the emulator has masked it: a one-way hash.</summary>
    public string Masked => SecretMask.Hash(Value);
}
