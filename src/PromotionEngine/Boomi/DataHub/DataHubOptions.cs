namespace PromotionEngine.Boomi.DataHub;

/// <summary>How the DataHub repository is reached, and its administration for set-up.</summary>
public sealed class DataHubOptions
{
    /// <summary>Address of the hub's host, with or without <c>/mdm</c>, for example <c>https://c01-usa-east.hub.boomi.com</c>.</summary>
    public Uri? RepositoryAddress { get; set; }

    /// <summary>User of the repository's Basic credentials, from the repository's Configure tab.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>Hub Authentication Token of the repository.</summary>
    public string Token { get; set; } = string.Empty;

    /// <summary>Universe IDs by model name. A model that is not here is found by its name among the deployed universes.</summary>
    public IDictionary<string, string> Universes { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Address of DataHub's administration, used by set-up only.</summary>
    public Uri AdministrationAddress { get; set; } = new("https://api.boomi.com");

    /// <summary>Account that owns models and sources; needed by set-up only.</summary>
    public string AdministrationAccountId { get; set; } = string.Empty;

    /// <summary>User for the administration, <c>BOOMI_TOKEN.</c> and the login's e-mail; needed by set-up only.</summary>
    public string AdministrationUser { get; set; } = string.Empty;

    /// <summary>API token for the administration; needed by set-up only.</summary>
    public string AdministrationToken { get; set; } = string.Empty;

    /// <summary>ID of the repository that set-up deploys to; empty when the account has only one.</summary>
    public string RepositoryId { get; set; } = string.Empty;

    /// <summary>Longest a single request may take, answer included; 1 to 300 seconds.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest <c>Retry-After</c> that is waited for.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a batch, deployment or source is followed until it must have ended.</summary>
    public TimeSpan BatchTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Most entities in a batch; 1 to 200.</summary>
    public int MaxEntitiesPerBatch { get; set; } = 200;

    /// <summary>Queries that may be under way at once; 1 to 32.</summary>
    public int MaxParallelCalls { get; set; } = 4;

    /// <summary>Largest answer in bytes.</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long the grants of development accounts are kept in memory.</summary>
    public TimeSpan GrantsKeptFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Every problem of these settings, in words; empty when they can be used. Those of the administration are checked by set-up.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(IsHttp(RepositoryAddress), $"{nameof(RepositoryAddress)} must be an absolute http or https address without credentials.");
        Check(!string.IsNullOrWhiteSpace(User) && !User.Contains(':', StringComparison.Ordinal), $"{nameof(User)} is missing or contains a colon.");
        Check(!string.IsNullOrWhiteSpace(Token), $"{nameof(Token)} is missing.");
        Check(CallTimeout >= TimeSpan.FromSeconds(1) && CallTimeout <= TimeSpan.FromMinutes(5), $"{nameof(CallTimeout)} must be 1 to 300 seconds.");
        Check(MaxRetryAfter >= TimeSpan.Zero && MaxRetryAfter <= TimeSpan.FromMinutes(5), $"{nameof(MaxRetryAfter)} must be 0 to 300 seconds.");
        Check(BatchTimeout >= TimeSpan.FromSeconds(1) && BatchTimeout <= TimeSpan.FromMinutes(30), $"{nameof(BatchTimeout)} must be 1 second to 30 minutes.");
        Check(MaxEntitiesPerBatch is >= 1 and <= 200, $"{nameof(MaxEntitiesPerBatch)} must be 1 to 200.");
        Check(MaxParallelCalls is >= 1 and <= 32, $"{nameof(MaxParallelCalls)} must be 1 to 32.");
        Check(MaxResponseBytes >= 65_536, $"{nameof(MaxResponseBytes)} must be at least 65536.");
        Check(GrantsKeptFor >= TimeSpan.Zero && GrantsKeptFor <= TimeSpan.FromMinutes(10), $"{nameof(GrantsKeptFor)} must be 0 to 10 minutes.");
        return problems;

        void Check(bool holds, string problem) => Add(problems, holds, problem);
    }

    /// <summary>Every problem of the administration's settings, in words; empty when set-up can use them.</summary>
    public IReadOnlyList<string> AdministrationProblems()
    {
        var problems = new List<string>();
        Add(problems, IsHttp(AdministrationAddress), $"{nameof(AdministrationAddress)} must be an absolute http or https address without credentials.");
        Add(problems, !string.IsNullOrWhiteSpace(AdministrationAccountId), $"{nameof(AdministrationAccountId)} is missing.");
        Add(problems, !string.IsNullOrWhiteSpace(AdministrationUser) && !AdministrationUser.Contains(':', StringComparison.Ordinal), $"{nameof(AdministrationUser)} is missing or contains a colon.");
        Add(problems, !string.IsNullOrWhiteSpace(AdministrationToken), $"{nameof(AdministrationToken)} is missing.");
        return problems;
    }

    private static bool IsHttp(Uri? address) => address is { IsAbsoluteUri: true, UserInfo.Length: 0, Scheme: "http" or "https" };

    private static void Add(List<string> problems, bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add(problem);
        }
    }
}
