using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace FlowServiceHost.Hosting;

/// <summary>
/// Settings that take effect when they change while the host runs. Settings that cannot work are told in the log and the ones before them stay in force; the
/// framework's monitor would throw out of the thread that noticed the change instead.
/// </summary>
/// <typeparam name="TOptions">The settings.</typeparam>
public sealed partial class LiveOptions<TOptions> : IDisposable
    where TOptions : class, new()
{
    private readonly IConfigurationSection _section;
    private readonly IReadOnlyList<IValidateOptions<TOptions>> _validators;
    private readonly ILogger<LiveOptions<TOptions>> _logger;
    private readonly IDisposable _subscription;
    private TOptions _current;

    /// <summary>Begins with <paramref name="initial"/>, which were checked at start, and follows the section called <paramref name="section"/>.</summary>
    public LiveOptions(
        string section, IOptions<TOptions> initial, IConfiguration configuration, IEnumerable<IValidateOptions<TOptions>> validators, ILogger<LiveOptions<TOptions>> logger)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(configuration);
        _section = configuration.GetSection(section);
        _validators = [.. validators];
        _logger = logger;
        _current = initial.Value;
        _subscription = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>The settings in force; a new object after every change.</summary>
    public TOptions Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Reload()
    {
        try
        {
            var next = _section.Get<TOptions>() ?? new TOptions();
            var problems = _validators.Select(validator => validator.Validate(Options.DefaultName, next)).Where(result => result.Failed).SelectMany(result => result.Failures!).ToList();
            if (problems.Count > 0)
            {
                Refused(_logger, _section.Path, string.Join(' ', problems));
                return;
            }

            Volatile.Write(ref _current, next);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            Unreadable(_logger, _section.Path, exception);
        }
    }

    [LoggerMessage(EventId = 3401, Level = LogLevel.Error, Message = "The changed settings of {Section} cannot work; those before stay in force. {Problems}")]
    private static partial void Refused(ILogger logger, string section, string problems);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Error, Message = "The changed settings of {Section} cannot be read; those before stay in force.")]
    private static partial void Unreadable(ILogger logger, string section, Exception exception);
}
