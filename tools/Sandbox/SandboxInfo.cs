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
