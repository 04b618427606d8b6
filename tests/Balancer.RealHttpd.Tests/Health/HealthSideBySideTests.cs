using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Balancing.HttpdConf;
using Balancing.RealHttpd.Tests.Httpd;
using Balancing.RealHttpd.Tests.Network;
using Microsoft.Extensions.Logging;

namespace Balancing.RealHttpd.Tests.Health;

/// <summary>The same checks of the same members by a running httpd and by us: who is taken out and brought back, in which order.</summary>
public partial class HealthSideBySideTests
{
    private const string Check = "hcmethod=GET hcinterval=100ms hcfails=2 hcpasses=2";

    // Out is "-", back is "+".
    private static readonly (string Member, string Pattern, string Parameters, string Httpd, string Ours)[] Cases =
    [
        ("well", "PPPP", Check, "", ""),
        ("sick", "FFFF", Check, "-", "-"),
        ("heals", "PFFPPP", Check, "-+", "-+"),
        ("relapse", "FFPPFFFF", Check, "-+-", "-+-"),
        ("redirects", "FFRRRR", Check, "-+", "-+"),
        ("hangsup", "XXPPP", Check, "-+", "-+"),
        ("garbles", "PGGPPP", Check, "-+", "-+"),
        ("once", "PFPP", "hcmethod=HEAD hcinterval=100ms", "-+", "-+"),
        ("new", "PFPP", "hcmethod=GET11 hcinterval=100ms hcuri=up", "-+", "-+"),
        ("header", "FPPFF", "hcmethod=HEAD hcinterval=100ms hcexpr=mood", "-+-", "-+-"),
        ("body", "PFFPP", "hcmethod=GET hcinterval=100ms hcexpr=maintained", "-+-", "-+-"),
        ("standby", "FFFF", Check + " status=+H", "-", "-"),
        ("disabled", "FFFF", Check + " status=+D", "-", "-"),

        // D20: httpd adds up what is not in a row.
        ("flaps", "FPFPPPP", Check, "-+", ""),
        ("hardly", "FFPFPFFF", Check, "-+-", "-"),
    ];

    [Fact]
    public async Task Members_are_taken_out_and_brought_back_as_httpd_does_it()
    {
        using var loopback = Loopback.Take();
        var config = Config(loopback);

        var (httpd, ours) = (await PlayHttpdAsync(loopback, config), await PlayOursAsync(loopback, config));

        Assert.Equal(Cases.Select(c => $"{c.Member} {c.Httpd}"), Cases.Select(c => $"{c.Member} {httpd[c.Member]}"));
        Assert.Equal(Cases.Select(c => $"{c.Member} {c.Ours}"), Cases.Select(c => $"{c.Member} {ours[c.Member]}"));
    }

    private static string Config(Loopback loopback) =>
        $$"""
        Listen {{loopback.Front}}
        ServerName www.example.com:80
        ProxyHCExpr mood {resp('X-Mood') == "good" && %{REQUEST_STATUS} -eq 200}
        ProxyHCExpr maintained {hc('body') =~ /maintenance/}
        <Proxy balancer://foo>
        {{string.Join('\n', Cases.Select(c => $"BalancerMember http://{loopback.Member("m1")}/{c.Member} {c.Parameters}"))}}
        </Proxy>
        ProxyPass / balancer://foo/

        """;

    private static Patient Serve(Loopback loopback) =>
        new(loopback.Member("m1"), Cases.ToDictionary(c => c.Member, c => c.Pattern, StringComparer.Ordinal));

    private static async Task<Dictionary<string, string>> PlayHttpdAsync(Loopback loopback, string config)
    {
        using var folder = new HttpdFolder();
        string[] modules = ["watchdog", "proxy_hcheck"];
        var loads = modules.Select(name => (Name: name, File: Path.Combine(HttpdBinary.Modules, $"mod_{name}.so"))).Where(module => File.Exists(module.File));
        folder.Write($"{string.Concat(loads.Select(module => $"LoadModule {module.Name}_module \"{module.File}\"\n"))}LogLevel proxy_hcheck:info\n{config}");
        using (var patient = Serve(loopback))
        {
            await using var server = await HttpdServer.StartAsync(folder, loopback.Front);
            await patient.Played;
        }

        return Changes((await File.ReadAllLinesAsync(folder.Log)).Select(line => Switching().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups["member"].Value, match.Groups["word"].Value == "DISABLING")));
    }

    private static async Task<Dictionary<string, string>> PlayOursAsync(Loopback loopback, string config)
    {
        using var log = new Recorder();
        var options = HttpdImporter.Import(config).OptionsOrThrow();
        using var foo = Balancer.FromOptions("foo", options.Balancers["foo"], new BalancerServices { Logging = log });
        using (var patient = Serve(loopback))
        {
            await using var checks = foo.CreateHealthChecks();
            checks.Start();
            await patient.Played;
            Assert.Contains("GET /new/up HTTP/1.1", patient.RequestLines);
        }

        return Changes(log.Entries.Where(entry => entry.Id is 1501 or 1502).Select(entry => (entry.Member.Split('/')[^1], entry.Id == 1501)));
    }

    private static Dictionary<string, string> Changes(IEnumerable<(string Member, bool Out)> all)
    {
        var changes = Cases.ToDictionary(c => c.Member, _ => "", StringComparer.Ordinal);
        foreach (var (member, isOut) in all)
        {
            changes[member] += isOut ? '-' : '+';
        }

        return changes;
    }

    // AH03302, AH03303
    [GeneratedRegex(@"ealth check (?<word>ENABLING|DISABLING) http://[^/]+/(?<member>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Switching();

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<(int Id, string Member)> Entries { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
            Entries.Enqueue((eventId.Id, values.FirstOrDefault(value => value.Key == "Member").Value as string ?? ""));
        }

        public void Dispose()
        {
        }
    }
}
