using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace FlowServiceHost.Identity;

/// <summary>
/// The issuer's discovery document with its keys. It is read when first needed and again every 12 hours, or when a token names a key that is not in it, but not more
/// often than every 30 seconds whatever tokens come. What was read last goes on to count while the issuer is away.
/// </summary>
public sealed partial class IssuerMetadata : IDisposable
{
    private const int LargestDocument = 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenFailures = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly UserTokenOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<IssuerMetadata> _logger;
    private readonly HttpClient _client;
    private OpenIdConnectConfiguration? _known;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;

    /// <summary>Prepares the readings; none is made yet.</summary>
    public IssuerMetadata(IOptions<IdentityOptions> options, TimeProvider clock, ILogger<IssuerMetadata> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value.Tokens;
        _clock = clock;
        _logger = logger;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = LargestDocument,
        };
    }

    /// <summary>Where the discovery document of <paramref name="options"/> is.</summary>
    public static string AddressOf(UserTokenOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.DiscoveryAddress.Length > 0
            ? options.DiscoveryAddress
            : $"{options.Issuer.TrimEnd('/')}/.well-known/openid-configuration";
    }

    /// <summary>The document; null when it was never read and cannot be read now.</summary>
    public ValueTask<OpenIdConnectConfiguration?> GetAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        return known is not null && _clock.GetUtcNow() - _readAt < KeptFor ? new(known) : new(ReadAsync(known, BetweenFailures, cancellationToken));
    }

    /// <summary>The document as it is now, for <paramref name="seen"/> did not have the key that a token names; the same object when it may not be asked for yet, or is away.</summary>
    public async Task<OpenIdConnectConfiguration?> RefreshAsync(OpenIdConnectConfiguration? seen, CancellationToken cancellationToken) =>
        await ReadAsync(seen, BetweenReadings, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _reading.Dispose();
    }

    private async Task<OpenIdConnectConfiguration?> ReadAsync(OpenIdConnectConfiguration? seen, TimeSpan pause, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (!ReferenceEquals(seen, _known) || _clock.GetUtcNow() - _triedAt < pause)
            {
                // Somebody read it meanwhile, or nobody may yet.
                return _known;
            }

            _triedAt = _clock.GetUtcNow();
            var retriever = new HttpDocumentRetriever(_client) { RequireHttps = !_options.AllowHttpDiscovery };
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(AddressOf(_options), retriever, cancellationToken);
            if (!string.Equals(document.Issuer, _options.Issuer, StringComparison.Ordinal))
            {
                AnotherIssuer(_logger, document.Issuer ?? string.Empty);
                return _known;
            }

            _readAt = _triedAt;
            Volatile.Write(ref _known, document);
            return document;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ReadingFailed(_logger, exception);
            return _known;
        }
        finally
        {
            _reading.Release();
        }
    }
}
