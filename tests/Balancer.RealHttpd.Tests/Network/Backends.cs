using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Network;

/// <summary>All members there are. They answer as the step that is being played says, and remember what they got.</summary>
internal sealed class Backends : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Backend> _members;
    private readonly Dictionary<string, TaskCompletionSource> _held = [];
    private readonly List<Arrival> _arrivals = [];
    private Ask? _ask;
    private TaskCompletionSource? _arrived;
    private bool _keepsConnections;

    public Backends(Loopback loopback)
    {
        Loopback = loopback;
        _members = Loopback.Names.ToDictionary(name => name, name => new Backend(name, loopback.Member(name), AnswerAsync));
    }

    public Loopback Loopback { get; }

    /// <summary>All up, nothing heard, nothing connected.</summary>
    public void Reset(bool keepsConnections)
    {
        _keepsConnections = keepsConnections;
        foreach (var member in _members.Values)
        {
            member.Stop();
        }

        lock (_gate)
        {
            _arrivals.Clear();
            _held.Clear();
        }

        foreach (var member in _members.Values)
        {
            member.Start();
        }
    }

    public void Stop(string member) => _members[member].Stop();

    public void Start(string member) => _members[member].Start();

    /// <summary>From now on members answer like this. The task ends when one of them holds the request, if it is to be held.</summary>
    public Task Expect(Ask ask)
    {
        lock (_gate)
        {
            _ask = ask;
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (ask.Held is { } held)
            {
                _held[held] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return _arrived.Task;
        }
    }

    public void Release(string held)
    {
        lock (_gate)
        {
            _held.GetValueOrDefault(held)?.TrySetResult();
        }
    }

    /// <summary>What arrived since the last time.</summary>
    public IReadOnlyList<Arrival> TakeArrivals()
    {
        lock (_gate)
        {
            Arrival[] all = [.. _arrivals];
            _arrivals.Clear();
            return all;
        }
    }

    public void Dispose()
    {
        foreach (var member in _members.Values)
        {
            member.Stop();
        }
    }

    private async Task<bool> AnswerAsync(Backend member, Conversation conversation, Message request)
    {
        Ask ask;
        Task? held = null;
        lock (_gate)
        {
            ask = _ask!;
            _arrivals.Add(new Arrival(member.Name, request));
            if (ask.Held is not null)
            {
                held = _held[ask.Held].Task;
                _arrived!.TrySetResult();
            }
        }

        if (held is not null)
        {
            await held;
        }

        return await Answers.SayAsync(conversation, member.Name, ask.Reply, request, Loopback, _keepsConnections);
    }
}
