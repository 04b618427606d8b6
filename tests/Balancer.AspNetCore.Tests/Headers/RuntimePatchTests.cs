using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore.Tests.Headers;

public class RuntimePatchTests
{
    [Theory]
    [InlineData("10.0.0", 1)]
    [InlineData("10.0.12", 1)]
    [InlineData("10.0.13", 0)]
    [InlineData("10.1.0", 0)]
    [InlineData("11.0.0", 0)]
    public async Task A_runtime_that_is_known_to_be_vulnerable_is_said_once(string version, int warnings)
    {
        using var log = new Log();
        await using var transports = new MemberTransports(Options.Create(new GatewayOptions { Runtime = Version.Parse(version) }), [], log);

        Assert.Equal(warnings, log.Lines.Count(line => line.StartsWith($"1403 Warning ASP.NET Core {version} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_version_of_this_runtime_is_known() => Assert.True(RuntimePatch.Here.Major >= 10 && RuntimePatch.Here.Build >= 0);

    private sealed class Log : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{eventId.Id} {logLevel} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
