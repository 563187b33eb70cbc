namespace BoomiEmulator.Extensions;

/// <summary>A field that a process declares as extensible.</summary>
/// <param name="Id">Its id in the component; of a process property its key.</param>
/// <param name="Label">What people see.</param>
/// <param name="Encrypted">Whether its value is a secret.</param>
/// <param name="CategoryId">The category of a trading partner's field; else empty.</param>
/// <param name="CategoryName">The name of that category.</param>
public sealed record ExtensionField(string Id, string Label, bool Encrypted, string CategoryId = "", string CategoryName = "");
