using Microsoft.Extensions.Logging;

namespace Faults.Tests.Processes;

/// <summary>Brings what the host logs, which runs in this process, to where the lines of the other processes are.</summary>
internal sealed class HostLog(RoundLogs logs) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(categoryName, logs);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The lines belong to the suite.
    }

    private sealed class Category(string name, RoundLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                logs.Note(RoundLogs.HostPart, FormattableString.Invariant($"{logLevel}: {name}[{eventId.Id}] {formatter(state, exception)} {exception}").ReplaceLineEndings(" "));
            }
        }
    }
}
