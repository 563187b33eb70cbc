using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>The client of the Platform API, one for a process. Calls go through a scope: <see cref="In"/>.</summary>
public sealed class PlatformClient
{
    private readonly PlatformShared _shared;

    /// <summary>A client.</summary>
    /// <param name="http">Connection; <see cref="CreateHttpClient"/> makes one with the right settings.</param>
    /// <param name="options">Address, credentials and limits.</param>
    /// <param name="budget">The gate in front of every request.</param>
    /// <param name="time">Clock of time limits and waits.</param>
    /// <param name="logger">Log; null for none.</param>
    /// <param name="jitter">Numbers from 0 to below 1 that spread repeats; null for random ones.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message names every problem.</exception>
    public PlatformClient(
        HttpClient http,
        PlatformOptions options,
        IRequestBudget budget,
        TimeProvider time,
        ILogger<PlatformClient>? logger = null,
        Func<double>? jitter = null)
    {
        var problems = options.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        var backoff = new BoomiBackoff(time, options.MaxRetryAfter, jitter ?? Random.Shared.NextDouble);
        var transport = new PlatformTransport(http, options, budget, time, (ILogger?)logger ?? NullLogger.Instance, backoff);
        _shared = new PlatformShared(transport, options, time, backoff, new RevisionCache(options.RevisionCacheCharacters));
        Primary = new AccountId(options.AccountId);
    }

    /// <summary>The account of the credentials, where components are promoted to.</summary>
    public AccountId Primary { get; }

    /// <summary>The API as <paramref name="scope"/> sees it: its calls are counted there and wait in its lane.</summary>
    public BoomiPlatform In(CallScope scope) => new(new PlatformSession(_shared, scope));

    /// <summary>A connection that follows no redirect (credentials would leave with it), keeps no cookies and leaves time limits to the client.</summary>
    public static HttpClient CreateHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.GZip | System.Net.DecompressionMethods.Deflate,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 64,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
