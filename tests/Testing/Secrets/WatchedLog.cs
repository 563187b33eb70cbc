using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Testing.Secrets;

/// <summary>Looks at what a program logs: everything of its own, and warnings of the framework.</summary>
public sealed class WatchedLog(SecretWatch watch) : ILoggerProvider
{
    /// <summary>Adds it beside the other providers, whatever level these are set to.</summary>
    public static void AddTo(ILoggingBuilder logging, SecretWatch? watch = null)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.Services.AddSingleton<ILoggerProvider>(_ => new WatchedLog(watch ?? SecretWatch.OfThisRun));
        logging.AddFilter<WatchedLog>(category: null, LogLevel.Trace);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(watch, $"log of {categoryName}", LevelOf(categoryName));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static LogLevel LevelOf(string category) =>
        category.StartsWith("Microsoft", StringComparison.Ordinal) || category.StartsWith("System", StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Trace;

    private sealed class Logger(SecretWatch watch, string where, LogLevel level) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= level && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            watch.Look(where, formatter(state, exception));
            if (exception is not null)
            {
                watch.Look(where, exception.ToString());
            }
        }
    }
}
