using System.Text.Json.Serialization;

namespace Sandbox;

/// <summary>Where everything is and how to get in; written to the info file as JSON.</summary>
/// <param name="Host">Address of the host.</param>
/// <param name="Grpc">Address of the engine.</param>
/// <param name="Emulator">Address of the emulated Boomi.</param>
/// <param name="Basic">The trusted connector's pair.</param>
/// <param name="Personas">The people, by their short names.</param>
/// <param name="Accounts">The accounts.</param>
/// <param name="Platform">How to get into the emulated Platform API.</param>
/// <param name="Datahub">How to get into the emulated DataHub.</param>
internal sealed record SandboxInfo(
    string Host,
    string Grpc,
    string Emulator,
    BasicInfo Basic,
    IReadOnlyDictionary<string, PersonaInfo> Personas,
    AccountsInfo Accounts,
    BasicInfo Platform,
    DatahubInfo Datahub);

/// <summary>A user and its token.</summary>
internal sealed record BasicInfo(string User, string Token);

/// <summary>A person.</summary>
internal sealed record PersonaInfo(string Email, string Name, IReadOnlyList<string> Groups, string Token);

/// <summary>The production account and the development accounts.</summary>
internal sealed record AccountsInfo(string Primary, IReadOnlyList<string> Dev);

/// <summary>The DataHub repository and the universe of each model.</summary>
internal sealed record DatahubInfo(string Address, string User, string Token, [property: JsonPropertyName("universes")] IReadOnlyDictionary<string, string> Universes);

/// <summary>The JSON of the info file, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SandboxInfo))]
internal sealed partial class SandboxInfoJson : JsonSerializerContext;
