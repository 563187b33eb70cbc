namespace BoomiEmulator.DataHub;

/// <summary>What an emulated DataHub is made of before anybody calls it. Times are zero by default: everything happens at once.</summary>
public sealed record DataHubOptions
{
    /// <summary>The account in the paths of the platform-side administration. Another account is answered with 403.</summary>
    public string AccountId { get; init; } = "acme-AB12CD";

    /// <summary>The whole Basic user name of the platform side, with its <c>BOOMI_TOKEN.</c> prefix.</summary>
    public string PlatformUser { get; init; } = "BOOMI_TOKEN.promotion@acme.example";

    /// <summary>The Basic password of the platform side.</summary>
    public string PlatformToken { get; init; } = "emulated-platform-token";

    /// <summary>The repositories that exist from the start. Further ones are created over the platform side.</summary>
    public IReadOnlyList<DataHubRepositoryOptions> Repositories { get; init; } = [];

    /// <summary>The Hub Clouds that a repository can be created on.</summary>
    public IReadOnlyList<DataHubCloudOptions> Clouds { get; init; } =
        [new("5f0a3a52-7d3c-4c0e-9f3d-0c7c2b7d4e11", "b1c9f0de-2f5b-4a8e-8a55-1f6f0f5d9a22", "Emulated Hub Cloud")];

    /// <summary>How long a batch takes from 202 to its final state. On the way it passes through the documented states. Zero: at once.</summary>
    public TimeSpan IncorporationDelay { get; init; }

    /// <summary>How long a universe deployment stays PENDING.</summary>
    public TimeSpan DeploymentDelay { get; init; }

    /// <summary>How long a source stays in each of its <c>_REQUESTED</c> states.</summary>
    public TimeSpan SourceTransitionDelay { get; init; }

    /// <summary>How long the creation of a repository stays PENDING.</summary>
    public TimeSpan RepositoryCreationDelay { get; init; }

    /// <summary>The most entities that a batch may hold; more is a 400.</summary>
    public int BatchEntityLimit { get; init; } = 200;

    /// <summary>The most rows of a page of any query.</summary>
    public int PageLimit { get; init; } = 200;

    /// <summary>Record, transaction and model ids are derived from this number, so that two worlds with one seed give the same ids.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Which of two answers is given where the documentation leaves the answer open.</summary>
    public DataHubSwitches Switches { get; init; } = new();
}
