using System.Net;
using Balancing.RealHttpd.Tests.Network;
using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Comparing;

/// <summary>Plays the steps of a scenario against one server, strictly one after the other.</summary>
internal sealed class Play(Backends backends, IPEndPoint front, Func<IReadOnlyList<string>> takePicks)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (int At, Task<Message?> Answer)> _open = [];
    private Seen[] _seen = [];

    /// <summary>What was seen of each step; of a held request at the step that asked.</summary>
    public async Task<IReadOnlyList<Seen>> RunAsync(Scenario scenario)
    {
        backends.Reset(scenario.KeepsConnections);
        _seen = [.. scenario.Steps.Select(_ => Seen.Nothing)];
        for (var at = 0; at < _seen.Length; at++)
        {
            await RunAsync(at, scenario.Steps[at]);
        }

        foreach (var held in _open.Keys.ToList())
        {
            await ReleaseAsync(held);
        }

        return _seen;
    }

    private async Task RunAsync(int at, Step step)
    {
        switch (step)
        {
            case Stop stop:
                backends.Stop(stop.Member);
                break;
            case Start start:
                backends.Start(start.Member);
                break;
            case Release release:
                await ReleaseAsync(release.Held);
                break;
            case Ask ask:
                await AskAsync(at, ask);
                break;
        }
    }

    private async Task AskAsync(int at, Ask ask)
    {
        var arrived = backends.Expect(ask);
        var answer = Client.AskAsync(front, ask.Request);
        if (ask.Held is null)
        {
            Note(at, await answer.WaitAsync(Patience));
            return;
        }

        await Task.WhenAny(arrived, answer).WaitAsync(Patience); // it may end without a member
        Note(at, answer: null);
        _open[ask.Held] = (at, answer);
    }

    private async Task ReleaseAsync(string held)
    {
        if (_open.Remove(held, out var open))
        {
            backends.Release(held);
            Note(open.At, await open.Answer.WaitAsync(Patience));
        }
    }

    private void Note(int at, Message? answer)
    {
        var loopback = backends.Loopback;
        _seen[at] = new Seen(
            answer, [.. _seen[at].Picks, .. takePicks().Select(url => loopback.NameIn(url) ?? url)], [.. _seen[at].Arrivals, .. backends.TakeArrivals()]);
    }
}
