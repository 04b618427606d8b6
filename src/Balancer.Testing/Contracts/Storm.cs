using System.Globalization;
using System.Net;

namespace Balancing.Testing;

/// <summary>What is special about a storm.</summary>
internal enum Weather
{
    /// <summary>Weights of all sizes, ordinary traffic.</summary>
    Plain,

    /// <summary>Weights of 1 and 100 side by side, byte counters near the end of their range.</summary>
    Extreme,

    /// <summary>Plain, but another method was in force before and left its numbers.</summary>
    AfterAnother,

    /// <summary>Plain, and each request is explained before it is made.</summary>
    Explained,
}

/// <summary>
/// A balancer under a storm of requests, sessions, failures, heartbeats and passing time, all drawn from one seed. Every fourth
/// member is disabled or in a later set, so that members stand and do not stand.
/// </summary>
internal sealed class Storm : IDisposable
{
    private const int MostLeasesOut = 50;
    private const long NearlyFull = long.MaxValue - int.MaxValue;

    private readonly LbMethodContractSetup _setup;
    private readonly Findings _findings;
    private readonly Weather _weather;
    private readonly Random _random;
    private readonly ManualTimeProvider _clock = new();
    private readonly Balancer _balancer;
    private readonly Dictionary<Member, int> _positions;
    private readonly List<Lease> _out = [];
    private readonly List<int> _chosen = [];

    public Storm(LbMethod method, LbMethodContractSetup setup, Findings findings, int members, int seed, Weather weather = Weather.Plain)
    {
        (_setup, _findings, _weather, _random) = (setup, findings, weather, new Random(seed));
        Witness = new Witness(method, findings);
        var plan = PlanOf(members, seed);
        _balancer = plan.LbMethod(weather == Weather.AfterAnother ? new Predecessor() : Witness).Build();
        if (weather == Weather.AfterAnother)
        {
            _balancer.Acquire(default);
            _balancer.Apply(plan.LbMethod(Witness).Options);
        }

        _positions = _balancer.Members.Select((member, i) => (member, i)).ToDictionary(m => m.member, m => m.i);
        if (weather == Weather.Extreme)
        {
            FillCounters();
        }
    }

    public Witness Witness { get; }

    /// <summary>Positions of the members that were chosen, -1 for nobody, in order.</summary>
    public IReadOnlyList<int> Chosen => _chosen;

    /// <summary>Plays some requests.</summary>
    public Storm Play(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            Step();
        }

        return this;
    }

    /// <summary>Plays one request, and what happens around it.</summary>
    public void Step()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(200)));
        while (_out.Count > 0 && (_out.Count > MostLeasesOut || _random.Next(3) > 0))
        {
            EndOne();
        }

        var beating = _random.Next(_positions.Count);
        _balancer.Beat(Host(beating), ready: _random.Next(50), busy: _random.Next(10));
        var facts = Facts();
        var explained = _weather == Weather.Explained ? _balancer.Explain(in facts).Member : null;
        var lease = _balancer.Acquire(in facts);
        _chosen.Add(lease.IsAcquired ? _positions[lease.Member] : -1);
        if (_weather == Weather.Explained && explained != (lease.IsAcquired ? lease.Member : null))
        {
            _findings.Add(LbMethodClause.Explainable, $"Explain named {explained?.ToString() ?? "nobody"}, Acquire took {(lease.IsAcquired ? lease.Member : "nobody")}");
        }

        if (lease.IsAcquired)
        {
            _out.Add(lease);
        }
    }

    /// <summary>Looks whether members that never stood kept their numbers.</summary>
    public void CheckOtherSlots()
    {
        foreach (var member in _balancer.Snapshot().Members)
        {
            if ((member.Status & MemberStatus.Disabled) != MemberStatus.None && member.LbStatus != 0)
            {
                _findings.Add(LbMethodClause.OtherSlots, Invariant($"the disabled member {member.Url} had lbstatus 0 and has {member.LbStatus}"));
            }
        }
    }

    public void Dispose() => _balancer.Dispose();

    private static string Host(int position) => Invariant($"m{position}");

    private static string Route(int position) => Invariant($"r{position}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private BalancerBuilder PlanOf(int members, int seed)
    {
        var plan = Balancer.Create("contract").StickySession("s").Seed(seed).Time(_clock);
        for (var i = 0; i < members; i++)
        {
            var position = i;
            plan.Member($"http://{Host(i)}", member => Shape(member, position));
        }

        return plan;
    }

    private void Shape(MemberBuilder member, int position)
    {
        var factor = _weather == Weather.Extreme ? (position % 2 == 0 ? 1 : 100) : 1 + (_random.Next(9_901) / 100.0);
        member.Route(Route(position)).Retry(TimeSpan.FromSeconds(5)).LoadFactor(factor);
        if (_setup.Attach is { } attach)
        {
            member.Attach(attach(position));
        }

        if (position % 8 == 3)
        {
            member.Disabled();
        }
        else if (position % 8 == 7)
        {
            member.LbSet(1);
        }
    }

    private RequestFacts Facts()
    {
        var facts = _setup.Request?.Invoke(_random) ?? PlainFacts();
        return _random.Next(8) == 0 ? facts.InSession(Route(_random.Next(_positions.Count))) : facts;
    }

    private RequestFacts PlainFacts()
    {
        var facts = RequestFacts.Get(Invariant($"/page/{_random.Next(100)}")).From(new IPAddress([10, 0, 0, (byte)_random.Next(256)]));
        return _random.Next(4) == 0 ? facts : facts with { Key = Invariant($"key-{_random.Next(1000)}") };
    }

    private void EndOne()
    {
        var place = _random.Next(_out.Count);
        var lease = _out[place];
        _out.RemoveAt(place);
        lease.Report(_random.Next(20) switch
        {
            0 => Outcome.ConnectFailed(),
            1 => Outcome.ClientGone(sent: 100),
            _ => Outcome.Completed(200, sent: _random.Next(10_000), received: _random.Next(1_000_000)),
        });
    }

    private void FillCounters()
    {
        for (var i = 0; i < _positions.Count; i++)
        {
            // Once each, or they would overflow in the engine already: who is disabled has its session moved to another.
            using var lease = _balancer.Acquire(default(RequestFacts).InSession(Route(i)));
            if (lease.FromSession)
            {
                lease.Report(Outcome.Completed(200, sent: NearlyFull, received: NearlyFull));
            }
        }
    }

    /// <summary>The method that was in force before: declines everybody, and leaves credit nobody earned.</summary>
    private sealed class Predecessor : LbMethod
    {
        public override string Name => "predecessor";

        public override int Elect(in ElectionContext election)
        {
            for (var i = 0; i < election.Count; i++)
            {
                election.LbStatus(i) = (i + 1) * 1_234_567;
            }

            return -1;
        }
    }
}
