namespace BoomiEmulator.Seeding;

/// <summary>A value whose name resembles a secret's and which must survive a promotion untouched.</summary>
/// <param name="AccountId">The account of the component.</param>
/// <param name="ComponentId">The component that holds it.</param>
/// <param name="Name">The name that resembles a secret's.</param>
/// <param name="Value">The whole value; unique in the world; contains <c>keep</c>.</param>
public sealed record SeedLookAlike(string AccountId, string ComponentId, string Name, string Value);
