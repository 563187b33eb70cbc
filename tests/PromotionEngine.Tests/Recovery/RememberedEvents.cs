using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Remembers the log events of one engine, of whatever level.</summary>
internal sealed class RememberedEvents : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Message)> _events = new();

    /// <summary>What was logged under <paramref name="id"/>, in order.</summary>
    public IReadOnlyList<(LogLevel Level, string Message)> Of(int id) => [.. _events.Where(happened => happened.Id == id).Select(happened => (happened.Level, happened.Message))];

    /// <summary>Listens beside the other providers, whatever level these are set to.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        logging.AddProvider(this);
        logging.AddFilter<RememberedEvents>(category: null, LogLevel.Trace);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(_events);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(int Id, LogLevel Level, string Message)> events) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            events.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
    }
}
