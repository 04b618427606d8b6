namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>The members of a trace as the network sees them: up or down, and how they answer.</summary>
internal sealed class Backends(IEnumerable<string> names)
{
    private readonly Dictionary<string, State> _states = names.ToDictionary(name => name, _ => new State());

    public bool IsUp(string name) => _states[name].IsUp;

    public Reply ReplyOf(string name) => _states[name].Reply;

    public void Answer(string name, Reply reply) => _states[name].Reply = reply;

    public void Start(string name) => _states[name].IsUp = true;

    /// <summary>Closes the port; requests that the member holds open break off.</summary>
    public void Stop(string name)
    {
        var state = _states[name];
        state.IsUp = false;
        state.Held.ForEach(request => request.TrySetResult(Outcome.Faulted()));
        state.Held.Clear();
    }

    /// <summary>A request the member keeps open until it is told to answer, or dies.</summary>
    public TaskCompletionSource<Outcome> Hold(string name)
    {
        var request = new TaskCompletionSource<Outcome>();
        _states[name].Held.Add(request);
        return request;
    }

    private sealed class State
    {
        public bool IsUp { get; set; } = true;

        public Reply Reply { get; set; } = Reply.Default;

        public List<TaskCompletionSource<Outcome>> Held { get; } = [];
    }
}
