namespace Balancing.Tests.Managing.Editing;

/// <summary>Edits at random, most of them valid.</summary>
internal sealed class AnyEdits(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>One to four edits that belong together.</summary>
    public BalancerEdit[] Next() => [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => One())];

    private BalancerEdit One() => _random.Next(10) switch
    {
        0 => new AddMemberEdit(Url()),
        1 => new RemoveMemberEdit(Url()),
        2 => new SettingsEdit
        {
            LbMethod = Any(null, "byrequests", "bytraffic", "bybusyness", "nothing"),
            Timeout = Any<TimeSpan?>(null, TimeSpan.Zero, TimeSpan.FromSeconds(1.5)),
            MaxAttempts = Any<int?>(null, 0, 3, 100),
            NoFailover = Flag(),
            StickySession = Any(null, "-", "SID", "SID|sid"),
        },
        3 => new MemberEdit(Url())
        {
            HcMethod = Any<HcMethod?>(null, HcMethod.None, HcMethod.Tcp, HcMethod.Get),
            HcExpr = Any(null, "", "%{REQUEST_STATUS} = 200"),
            HcInterval = Any<TimeSpan?>(null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)),
            HcPasses = Any<int?>(null, 1, 2),
            HcFails = Any<int?>(null, 1, 3),
            HcUri = Any(null, "", "/x"),
        },
        _ => new MemberEdit(Url())
        {
            LoadFactor = Any<double?>(null, 1, 2.5, 100),
            LbSet = Any<int?>(null, 0, 1, 2),
            Route = Any(null, "", "r", "s"),
            Redirect = Any(null, "", "r"),
            IgnoreErrors = Flag(),
            Drain = Flag(),
            Disabled = Flag(),
            Stopped = Flag(),
            HotStandby = Flag(),
            HotSpare = Flag(),
        },
    };

    private string Url() => $"http://{Sample.Name(_random.Next(5))}";

    private bool? Flag() => Any<bool?>(null, null, null, false, true);

    private T Any<T>(params T[] values) => values[_random.Next(values.Length)];
}
