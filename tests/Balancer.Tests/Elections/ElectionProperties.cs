using FsCheck;
using FsCheck.Fluent;

namespace Balancing.Tests.Elections;

/// <summary>What holds for any set of members.</summary>
public class ElectionProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void Weights_are_met_exactly_over_a_period() =>
        Prop.ForAll(
            Gen.Choose(1, 40).ArrayOf().Where(w => w.Length is > 0 and < 12).ToArbitrary(),
            weights =>
            {
                using var foo = Sample.Weighted([.. weights.Select(w => (double)w)]).Build();
                foo.Play(2 * weights.Sum());
                return foo.Snapshot().Members.Select(m => m.Elected).SequenceEqual(weights.Select(w => 2L * w));
            }).Check(Config);

    [Fact]
    public void A_lower_set_with_anybody_usable_always_wins() =>
        Prop.ForAll(
            Gen.Choose(0, 1000).ArrayOf().Where(w => w.Length is > 0 and < 12).ToArbitrary(),
            codes =>
            {
                using var foo = Members(codes);
                var chosen = foo.Play(1);
                var best = codes.Select((code, i) => (Set: code % 4, Usable: !IsOut(code), Name: Sample.Name(i))).Where(m => m.Usable).ToArray();
                return best.Length == 0 ? chosen == "-" : best.Single(m => m.Name == chosen).Set == best.Min(m => m.Set);
            }).Check(Config);

    [Fact]
    public void What_explain_names_is_what_acquire_then_takes() =>
        Prop.ForAll(
            Gen.Choose(0, 1000).ArrayOf().Where(w => w.Length is > 0 and < 9).ToArbitrary(),
            codes =>
            {
                using var foo = Members(codes);
                var agreed = true;
                for (var i = 0; i < 40 && agreed; i++)
                {
                    var facts = i % 3 == 0 ? Sample.Anyone.Cookie("SID", $"1.{Sample.Name(codes[i % codes.Length] % 9)}") : Sample.Anyone;
                    var before = foo.Snapshot();
                    var named = foo.Explain(in facts);
                    agreed &= Same(before, foo.Snapshot());
                    var outcome = codes[i % codes.Length] % 5 == 0 ? Outcome.ConnectFailed() : Outcome.Completed(200, 10, codes[i % codes.Length]);
                    agreed &= (named.Member?.Url.Host ?? "-") == foo.Once(facts, outcome);
                }

                return agreed;
            }).Check(Config);

    [Fact]
    public void What_explain_names_is_what_acquire_then_takes_also_of_a_protected_balancer() =>
        Prop.ForAll(
            Gen.Choose(0, 1000).ArrayOf().Where(w => w.Length is > 0 and < 9).ToArbitrary(),
            codes =>
            {
                var time = new Testing.ManualTimeProvider();
                using var foo = Members(codes, time, p =>
                {
                    p.SlowStart(TimeSpan.FromSeconds(1 + (codes[0] % 50))).EjectOutliers(o => o.Consecutive(2).MaxEjected(40)).RetryBudget();
                    _ = codes[0] % 2 == 0 ? p.HalfOpen() : p;
                    _ = codes[0] % 3 == 0 ? p.PanicBelow(60) : p;
                });
                var open = new Queue<Lease>();
                var agreed = true;
                for (var i = 0; i < 60 && agreed; i++)
                {
                    var code = codes[i % codes.Length] + i;
                    var facts = i % 3 == 0 ? Sample.Anyone.Cookie("SID", $"1.{Sample.Name(code % 9)}") : Sample.Anyone;
                    var before = foo.Snapshot();
                    var named = foo.Explain(in facts);
                    agreed &= Same(before, foo.Snapshot());
                    var lease = foo.Acquire(in facts);
                    agreed &= ReferenceEquals(named.Member, lease.IsAcquired ? lease.Member : null);
                    open.Enqueue(lease);
                    if (open.Count > code % 3)
                    {
                        open.Dequeue().Report(OutcomeOf(code));
                    }

                    time.Advance(TimeSpan.FromSeconds(code % 4 == 0 ? 20 : 0));
                }

                return agreed;
            }).Check(Config);

    private static Outcome OutcomeOf(int code) => (code % 6) switch
    {
        0 => Outcome.ConnectFailed(),
        1 => Outcome.Completed(500),
        2 => Outcome.ClientGone(),
        _ => Outcome.Completed(200, 10, code),
    };

    private static bool IsOut(int code) => code % 7 == 0;

    private static bool Same(BalancerSnapshot a, BalancerSnapshot b) =>
        a.Panics == b.Panics && a.Members.Select(NumbersOf).SequenceEqual(b.Members.Select(NumbersOf));

    private static object NumbersOf(MemberSnapshot m) => (m.Status, m.LbStatus, m.Elected, m.Busy, m.EffectiveFactor, m.Trips, m.ErrorCause);

    // Method, sets, spares and standbys all follow from the codes.
    private static Balancer Members(int[] codes, TimeProvider? time = null, Action<ProtectionBuilder>? protect = null)
    {
        string[] methods = ["byrequests", "bytraffic", "bybusyness"];
        var builder = Balancer.Create("foo").StickySession("SID").Time(time ?? new Testing.ManualTimeProvider()).LbMethod(methods[codes[0] % 3]);
        if (protect is not null)
        {
            builder.Protect(protect);
        }

        for (var i = 0; i < codes.Length; i++)
        {
            var (name, code) = (Sample.Name(i), codes[i]);
            builder.Member($"http://{name}", m =>
            {
                m.Route(name).LbSet(code % 4).LoadFactor(1 + (code % 30));
                if (IsOut(code))
                {
                    m.Disabled();
                }
                else if (code % 11 == 0)
                {
                    m.HotStandby();
                }
            });
        }

        return builder.Build();
    }
}
