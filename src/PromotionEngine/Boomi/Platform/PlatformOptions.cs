namespace PromotionEngine.Boomi.Platform;

/// <summary>How the Platform API is reached and how hard it may be used.</summary>
public sealed class PlatformOptions
{
    private const string TokenPrefix = "BOOMI_TOKEN.";

    /// <summary>Address without the path of the API, for example <c>https://api.boomi.com</c>.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.boomi.com");

    /// <summary>ID of the primary account: the account of the credentials, where components are promoted to.</summary>
    public string AccountId { get; set; } = string.Empty;

    /// <summary>User of the Basic credentials, <c>BOOMI_TOKEN.</c> and the login's e-mail.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>The login of the credentials, as the platform names it in <c>createdBy</c> and <c>modifiedBy</c>.</summary>
    public string Login => User.StartsWith(TokenPrefix, StringComparison.Ordinal) ? User[TokenPrefix.Length..] : User;

    /// <summary>The API token.</summary>
    public string Token { get; set; } = string.Empty;

    /// <summary>
    /// Whether sub-accounts are reached through the partner prefix with <c>overrideAccount</c>. When false their ID stands in the path,
    /// and the credentials must have access to each.
    /// </summary>
    public bool PartnerApi { get; set; } = true;

    /// <summary>Whether an overridden call is counted against the sub-account's limit instead of the primary account's (an account property that Boomi sets).</summary>
    public bool OverrideAccountRateLimit { get; set; }

    /// <summary>Requests a second for each account that pays; above 0, at most 10.</summary>
    public double RequestsPerSecond { get; set; } = 8;

    /// <summary>Longest a single request may take, answer included; 1 to 300 seconds.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest <c>Retry-After</c> that is waited for; a longer one ends the call as busy.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest answer in bytes.</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Largest component document in bytes, read or written.</summary>
    public int MaxComponentBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Characters of component documents that are kept in memory.</summary>
    public int RevisionCacheCharacters { get; set; } = 24 * 1024 * 1024;

    /// <summary>Requests that one bulk operation may have under way at once; 1 to 64.</summary>
    public int MaxParallelCalls { get; set; } = 16;

    /// <summary>Every problem of these settings, in words; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(BaseAddress is { IsAbsoluteUri: true } && BaseAddress.Scheme is "http" or "https", $"{nameof(BaseAddress)} must be an absolute http or https address.");
        Check(BaseAddress is not { IsAbsoluteUri: true } || BaseAddress.UserInfo.Length == 0, $"{nameof(BaseAddress)} must not carry credentials.");
        Check(!string.IsNullOrWhiteSpace(AccountId), $"{nameof(AccountId)} is missing.");
        Check(!string.IsNullOrWhiteSpace(User) && !User.Contains(':', StringComparison.Ordinal), $"{nameof(User)} is missing or contains a colon.");
        Check(!string.IsNullOrWhiteSpace(Token), $"{nameof(Token)} is missing.");
        Check(RequestsPerSecond is >= 0 and <= 10, $"{nameof(RequestsPerSecond)} must be at most 10; 0 sets no limit, for an emulator without one.");
        Check(CallTimeout >= TimeSpan.FromSeconds(1) && CallTimeout <= TimeSpan.FromMinutes(5), $"{nameof(CallTimeout)} must be 1 to 300 seconds.");
        Check(MaxRetryAfter >= TimeSpan.Zero && MaxRetryAfter <= TimeSpan.FromMinutes(5), $"{nameof(MaxRetryAfter)} must be 0 to 300 seconds.");
        Check(MaxResponseBytes >= 65_536, $"{nameof(MaxResponseBytes)} must be at least 65536.");
        Check(MaxComponentBytes >= 65_536 && MaxComponentBytes <= MaxResponseBytes, $"{nameof(MaxComponentBytes)} must be at least 65536 and at most {nameof(MaxResponseBytes)}.");
        Check(RevisionCacheCharacters >= 0, $"{nameof(RevisionCacheCharacters)} must not be negative.");
        Check(MaxParallelCalls is >= 1 and <= 64, $"{nameof(MaxParallelCalls)} must be 1 to 64.");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
