using Microsoft.Extensions.Logging;

namespace Balancing.Tests.Telemetry;

/// <summary>Keeps what is logged: <c>1101 Warning: text</c>.</summary>
internal sealed class LogRecorder : ILoggerFactory, ILoggerProvider, ILogger
{
    private readonly List<string> _entries = [];

    public string[] Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    public string[] Of(int id) => [.. Entries.Where(entry => entry.StartsWith($"{id} ", StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_entries)
        {
            _entries.Add($"{eventId.Id} {logLevel}: {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}
