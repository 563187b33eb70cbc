using System.Text.Json.Serialization;

namespace Sandbox;

/// <summary>The DataHub repository and the universe of each model.</summary>
internal sealed record DatahubInfo(string Address, string User, string Token, IReadOnlyDictionary<string, string> Universes);
