namespace BoomiEmulator.DataHub;

/// <summary>A repository of golden records and the one Basic pair that opens it.</summary>
/// <param name="Name">Its display name.</param>
/// <param name="Id">Its id on the platform side.</param>
/// <param name="User">The Basic user name, taken as it stands: it is not built from the account id.</param>
/// <param name="Token">The Hub Authentication Token, used as the Basic password.</param>
public sealed record DataHubRepositoryOptions(string Name, string Id, string User, string Token);
