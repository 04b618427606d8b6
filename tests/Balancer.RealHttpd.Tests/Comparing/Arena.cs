using Balancing.RealHttpd.Tests.Httpd;
using Balancing.RealHttpd.Tests.Network;
using Balancing.RealHttpd.Tests.Ours;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>
/// Where both servers meet: one set of members, the same configuration text. First httpd plays the whole scenario, then we do, so neither
/// sees anything of the other.
/// </summary>
internal sealed class Arena : IDisposable
{
    private readonly Loopback _loopback = Loopback.Take();
    private readonly HttpdFolder _folder = new();
    private readonly Backends _backends;

    public Arena() => _backends = new Backends(_loopback);

    /// <summary>What each side says of a configuration; null when it takes it.</summary>
    public async Task<(string? Httpd, string? Ours)> CheckAsync(string config)
    {
        var text = Text(config);
        _folder.Write(text);
        return (await HttpdServer.CheckAsync(_folder), Gateway.Check(text));
    }

    /// <summary>Everything that differs and should not.</summary>
    public async Task<IReadOnlyList<Difference>> CompareAsync(Scenario scenario)
    {
        var text = Text(scenario.ConfigText);
        IReadOnlyList<Seen> httpd;
        try
        {
            httpd = await PlayHttpdAsync(scenario, text);
        }
        catch (InvalidOperationException refused)
        {
            return [new Difference(-1, "configuration", _loopback.Restore(refused.Message), Gateway.Check(text))];
        }
        catch (System.Net.Sockets.SocketException gone)
        {
            return [new Difference(-1, "httpd", $"ended while it served: {gone.Message}", null)];
        }

        return Gateway.Check(text) is { } problems
            ? [new Difference(-1, "configuration", "accepted", _loopback.Restore(problems))]
            : Compare(scenario, httpd, await PlayOursAsync(scenario, text));
    }

    public void Dispose()
    {
        _backends.Dispose();
        _folder.Dispose();
        _loopback.Dispose();
    }

    // Without a name httpd looks for one in the network.
    private string Text(string config) =>
        $"Listen {_loopback.Front}\n{(config.StartsWith("ServerName", StringComparison.Ordinal) ? "" : "ServerName www.example.com:80\n")}{_loopback.Fill(config)}";

    private async Task<IReadOnlyList<Seen>> PlayHttpdAsync(Scenario scenario, string config)
    {
        _folder.Write(config);
        await using var server = await HttpdServer.StartAsync(_folder, _loopback.Front);
        var log = new PickLog(_folder.Log);
        return await new Play(_backends, _loopback.Front, log.Take).RunAsync(scenario);
    }

    private async Task<IReadOnlyList<Seen>> PlayOursAsync(Scenario scenario, string config)
    {
        using var picks = new PickListener();
        await using var gateway = await Gateway.StartAsync(config, _loopback.Front);
        return await new Play(_backends, _loopback.Front, picks.Take).RunAsync(scenario);
    }

    private List<Difference> Compare(Scenario scenario, IReadOnlyList<Seen> httpd, IReadOnlyList<Seen> ours)
    {
        var differences = new List<Difference>();
        for (var at = 0; at < scenario.Steps.Count; at++)
        {
            if (scenario.Steps[at] is not Ask ask)
            {
                continue;
            }

            var expected = Known.Expect(scenario, ask, httpd[at], Facet.Of(ask, httpd[at], _loopback));
            var got = Facet.Of(ask, ours[at], _loopback);
            foreach (var name in expected.Keys.Union(got.Keys).Order(StringComparer.Ordinal))
            {
                if (expected.GetValueOrDefault(name) != got.GetValueOrDefault(name))
                {
                    differences.Add(new Difference(at, name, expected.GetValueOrDefault(name), got.GetValueOrDefault(name)));
                }
            }
        }

        return differences;
    }
}
