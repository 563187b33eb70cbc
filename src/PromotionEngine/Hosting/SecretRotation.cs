using Microsoft.Extensions.Primitives;
using PromotionEngine.State;

namespace PromotionEngine.Hosting;

/// <summary>
/// Takes over secrets that change while the engine runs: the credentials of the Platform API, of DataHub and of the mail server, and the keys of the audit. (The keys that calls are signed
/// with follow on their own.) Everything else in the settings stays as it was at the start, and secrets that cannot work leave those before in force.
/// </summary>
internal sealed partial class SecretRotation : IDisposable
{
    private readonly EngineSettings _settings;
    private readonly IConfiguration _configuration;
    private readonly AuditKeys _auditKeys;
    private readonly ILogger<SecretRotation> _logger;
    private readonly IDisposable _subscription;

    /// <summary>Begins to follow the settings.</summary>
    public SecretRotation(EngineSettings settings, IConfiguration configuration, AuditKeys auditKeys, ILogger<SecretRotation> logger)
    {
        _settings = settings;
        _configuration = configuration;
        _auditKeys = auditKeys;
        _logger = logger;
        _subscription = ChangeToken.OnChange(configuration.GetReloadToken, TakeOver);
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void TakeOver()
    {
        EngineSettings next;
        try
        {
            next = EngineSettings.From(_configuration);
        }
        catch (InvalidOperationException exception)
        {
            Refused(exception.Message);
            return;
        }

        // The clients read user and token together at each request; a moment with the new one and the old other is one refused call, which is answered as such.
        (_settings.Platform.User, _settings.Platform.Token) = (next.Platform.User, next.Platform.Token);
        (_settings.DataHub.User, _settings.DataHub.Token) = (next.DataHub.User, next.DataHub.Token);
        (_settings.DataHub.AdministrationUser, _settings.DataHub.AdministrationToken) = (next.DataHub.AdministrationUser, next.DataHub.AdministrationToken);
        (_settings.Mail.User, _settings.Mail.Password) = (next.Mail.User, next.Mail.Password);
        if (next.Audit.Key.Length > 0)
        {
            _auditKeys.Change(next.Audit.Keys());
        }

        TakenOver();
    }

    [LoggerMessage(EventId = 1380, Level = LogLevel.Information, Message = "The settings changed; the secrets in them count from now on")]
    private partial void TakenOver();

    [LoggerMessage(EventId = 1381, Level = LogLevel.Error, Message = "The changed settings cannot work; the secrets before stay in force. {Problems}")]
    private partial void Refused(string problems);
}
