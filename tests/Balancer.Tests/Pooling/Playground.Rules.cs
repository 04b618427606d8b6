namespace Balancing.Tests.Pooling;

/// <content>The rules that hold after every step, whatever the schedule.</content>
internal sealed partial class Playground
{
    private readonly LinkedList<Client> _waiting = [];

    public bool IsClosing { get; private set; }

    /// <summary>Answers are run in the order in which they were given, so that order of service can be seen.</summary>
    public bool RunsInOrder { get; set; } = true;

    public Client Begin(int number, bool fresh = false, bool canCancel = false)
    {
        var client = new Client(this, number, fresh, canCancel);
        _waiting.AddLast(client);
        Call.Inline(client.Begin);
        return client;
    }

    public Task<int> Close(TimeSpan deadline)
    {
        IsClosing = true;
        Task<int>? closing = null;
        Call.Inline(() => closing = Pool.CloseAsync(deadline));
        return closing!;
    }

    /// <summary>Somebody has got a link.</summary>
    public void Leased(Link link, Client client)
    {
        Wrong(link.User is not null, "has two users", link);
        Wrong(link.IsClosing && !IsClosing, "is leased and closed", link);
        Wrong(client.IsFresh && link.Uses > 0, "is not fresh", link);
        if (link.Uses++ > 0 && client.IsBeginning)
        {
            var plan = Pool.Plan;
            Wrong(link.IsOld, "was cleared", link);
            Wrong(plan.DisableReuse, "is used again", link);
            Wrong(Now - link.IdleSince >= plan.Ttl?.Ticks, "was idle too long", link);
            Wrong(Now - link.Began >= plan.AddressTtl?.Ticks, "has an old address", link);
        }

        link.User = client;
    }

    /// <summary>Somebody has been answered: nobody who came before and is still in line may be left.</summary>
    public void Answered(Client client)
    {
        var inTurn = client.Answer is PoolGrantKind.Acquired or PoolGrantKind.ConnectFailed && !client.IsFresh
            && RunsInOrder && !Pings && !(client.IsBeginning && _ready.Count > 0); // those before may have been answered too
        for (var other = _waiting.First; inTurn && other!.Value != client; other = other.Next)
        {
            Wrong(!other.Value.IsFresh, "is served before one who came first", client.Number);
        }

        _waiting.Remove(client);
    }

    /// <summary>What must hold between two steps.</summary>
    public void Check()
    {
        var now = Pool.Snapshot();
        var links = OpenLinks.ToList();
        Equal(now.Open, now.Idle + now.InUse + now.Opening + now.Closing, "open");
        Equal(now.Opening, Calls.Count(call => call.Kind == CallKind.Open), "opening");
        Equal(now.Closing, links.Count(link => link.IsClosing), "closing");
        Equal(now.Idle + now.InUse + now.Closing, links.Count, "links");
        Equal(now.Opened - now.Closed, links.Count, "opened and closed");
        Wrong(now.Waiting > 0 && (now.Idle > 0 || now.Open < (Pool.Plan.Max == 0 ? int.MaxValue : Pool.Plan.Max)), "somebody waits beside a free place");
        Wrong(links.Count(link => link.User is not null && !link.IsClosing) > now.InUse, "more users than leases");
        var inLine = _ready.Count > 0 || Pings || _waiting.Any(client => client.IsFresh) ? now.Waiting : _waiting.Count;
        Wrong(inLine < now.Waiting || inLine > now.Waiting + now.Opening, "wait", inLine);
        CheckTimes(now, links);
        if (Wrongs.Count > 0)
        {
            Assert.Fail(string.Join('\n', Wrongs));
        }
    }

    /// <summary>What must be left when all is over: nothing.</summary>
    public void CheckTheEnd()
    {
        var end = Pool.Snapshot();
        Equal(0, end.Open, "open at the end");
        Equal(0, end.Waiting, "waiting at the end");
        Equal(0, _waiting.Count, "unanswered at the end");
        Equal(end.Opened, end.Closed, "opened and closed at the end");
        Wrong(Links.Exists(link => !link.IsClosed), "a link was never closed");
        Wrong(Time.NextDue is not null, "a timer is left");
        Check();
    }

    private void CheckTimes(PoolSnapshot now, List<Link> links)
    {
        var plan = Pool.Plan;
        if (IsClosing || HostTicks || _ready.Count > 0 || Time.NextDue <= Time.GetUtcNow())
        {
            return; // a host that ticks when it likes, or something that happens before time goes on
        }

        if (plan.Ttl is { } ttl)
        {
            var old = links.Count(link => link is { User: null, IsClosing: false } && Now - link.IdleSince >= ttl.Ticks);
            Wrong(old > now.InUse + (plan.SMax ?? 0), "idle beyond ttl", old);
        }

        Wrong(now.Waiting > 0 && now.Opening == 0 && !Pings && _waiting.Any(client => !client.IsFresh && Now - client.Since >= plan.Acquire?.Ticks), "somebody waits beyond acquire");
        var least = Math.Min(plan.Min, Math.Min(plan.SMax ?? int.MaxValue, plan.Max == 0 ? int.MaxValue : plan.Max));
        Wrong(IsStarted && !HasFailed && plan.AddressTtl != TimeSpan.Zero && now.Idle + now.InUse + now.Opening < least && (plan.Max == 0 || now.Open < plan.Max),
            "fewer than min");
    }

    private void Equal(long expected, long actual, string what)
    {
        if (expected != actual)
        {
            Wrongs.Add($"{what}: {expected} is not {actual}; {Pool.Snapshot()}");
        }
    }

    private void Wrong(bool wrong, string what, object? who = null)
    {
        if (wrong)
        {
            Wrongs.Add($"{who}{(who is null ? "" : " ")}{what}; {Pool.Snapshot()}");
        }
    }
}
