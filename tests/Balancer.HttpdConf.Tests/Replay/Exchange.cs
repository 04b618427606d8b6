namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>One request on its way through the engine, and all that can be said of it.</summary>
internal sealed class Exchange(World world, TrafficBook traffic, int at, ClientRequest request)
{
    private MapResult _hit;
    private Outcome _answer;
    private Attempt? _last;
    private Task<Outcome>? _running;

    public List<string> Picks { get; } = [];

    public List<string> Hits { get; } = [];

    /// <summary>Method and target of every request a member received.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>The balancer the request was mapped to, or null.</summary>
    public string? Balancer => _last is null ? null : _hit.BalancerName;

    public IReadOnlyDictionary<string, string>? Environment =>
        Balancer is null ? null : _last!.Environment.ToDictionary(v => v.Key, v => v.Value);

    public bool IsOver => _running is null || _running.IsCompleted;

    public int Status { get; private set; }

    /// <summary>What the client got, or null when no member answered.</summary>
    public ResponseFacts? Response { get; private set; }

    /// <summary>A request that stays open at its member until <see cref="End"/>, or null for one that is answered at once.</summary>
    public TaskCompletionSource<Outcome>? Held { get; private set; }

    /// <summary>Plays the request until it is over, or held open.</summary>
    public void Begin(bool hold)
    {
        world.Clock.Advance(TimeSpan.FromTicks(1_000)); // no two requests are at the same moment
        _hit = world.Site.Map(request.Facts);
        if (world.Site.BalancerOf(_hit) is not { } balancer)
        {
            Status = _hit.Outcome is MapOutcome.NotMapped or MapOutcome.Excluded
                ? LocalFiles.StatusOf(request.Facts.Target)
                : _hit.Refusal?.SuggestedStatus ?? 500;
            return;
        }

        _running = balancer.ExecuteAsync(request.Facts, _hit, (attempt, _) => Send(attempt, hold)).AsTask();
        Patience.Wait(world, () => _running.IsCompleted || Held is not null);
        Finish();
    }

    /// <summary>The member answers the request it holds open.</summary>
    public void End(int now)
    {
        if (_last is not null && Hits.Count > 0)
        {
            Count(_last, now, Hits[^1]);
        }

        Held?.TrySetResult(_answer);
        Patience.Wait(world, () => IsOver);
        Finish();
    }

    private ValueTask<Outcome> Send(Attempt attempt, bool hold)
    {
        _last = attempt;
        var name = world.Names.NameOf(attempt.Member.Url);
        if (_hit.BalancerName is not null)
        {
            Picks.Add(name);
        }

        if (!world.Backends.IsUp(name))
        {
            return ValueTask.FromResult(Outcome.ConnectFailed());
        }

        Hits.Add(name);
        Lines.Add($"{request.Facts.Method} {PathOf(attempt.Target)}");
        Count(attempt, at, name);
        _answer = Answer(attempt, world.Backends.ReplyOf(name).With(request.Reply, world.Names));
        if (!hold)
        {
            return ValueTask.FromResult(_answer);
        }

        Held = world.Backends.Hold(name);
        return new ValueTask<Outcome>(Held.Task);
    }

    private void Count(Attempt attempt, int now, string name)
    {
        var (sent, received) = traffic.Take(now, $"balancer://{_hit.BalancerName}", name, request.Traffic);
        attempt.Count(sent, received);
    }

    private Outcome Answer(Attempt attempt, Reply reply)
    {
        var patience = attempt.Member.Plan.Timeout ?? world.Site.Plan.Timeout ?? TimeSpan.FromSeconds(60);
        world.Clock.Advance(reply.Delay < patience ? reply.Delay : patience);
        return reply.Delay >= patience ? Outcome.TimedOut()
            : reply.IsBroken ? Outcome.Faulted() // over a fresh connection: nothing says that it was stale
            : Outcome.Completed(new ResponseFacts(reply.Status, reply.Headers));
    }

    private void Finish()
    {
        if (_running is not { IsCompleted: true })
        {
            return;
        }

        var outcome = _running.GetAwaiter().GetResult();
        Status = outcome.SuggestedStatus;
        if (outcome.Response is { } response)
        {
            Response = world.Site.Rewrite(_hit, request.Facts, response, _last);
            Status = Response.Status;
        }
    }

    private static string PathOf(string target)
    {
        var authority = target.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = target.IndexOfAny(['/', '?'], authority);
        return path < 0 ? "" : target[path..];
    }
}
