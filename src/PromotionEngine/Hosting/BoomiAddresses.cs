using Contract.Outbound;

namespace PromotionEngine.Hosting;

/// <summary>Where credentials of Boomi may be sent: to listed hosts over https, or to this machine, where an emulator is.</summary>
internal static class BoomiAddresses
{
    private static readonly string[] Boomi = ["*.boomi.com"];

    /// <summary>What is wrong with the addresses in <paramref name="settings"/>, a sentence each.</summary>
    public static IEnumerable<string> Problems(EngineSettings settings)
    {
        var entries = settings.AllowedHosts.Count > 0 ? settings.AllowedHosts : Boomi;
        var wrong = AllowedHosts.Problems(entries).ToList();
        if (wrong.Count > 0)
        {
            return wrong.Select(problem => $"{EngineSettings.AllowedHostsSection}: {problem}");
        }

        var allowed = AllowedHosts.Parse(entries);
        return new (string Setting, Uri? Address)[]
        {
            ($"{EngineSettings.PlatformSection}:BaseAddress", settings.Platform.BaseAddress),
            ($"{EngineSettings.DataHubSection}:RepositoryAddress", settings.DataHub.RepositoryAddress),
            ($"{EngineSettings.DataHubSection}:AdministrationAddress", settings.DataHub.AdministrationAddress),
        }
        .Where(address => address.Address is { IsAbsoluteUri: true, IsLoopback: false })
        .Select(address => (address.Setting, Refusal: allowed.Refusal(address.Address!)))
        .Where(address => address.Refusal is not null)
        .Select(address => $"{address.Setting}: {address.Refusal}; list the host in {EngineSettings.AllowedHostsSection} when it is Boomi's.");
    }
}
