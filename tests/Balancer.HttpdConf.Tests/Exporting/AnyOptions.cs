using System.Text.RegularExpressions;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>
/// Valid configurations of a seed, with texts in them that are quoted wrongly by whoever quotes carelessly. Each option is said
/// about every third time.
/// </summary>
/// <param name="seed">Decides everything.</param>
internal sealed class AnyOptions(int seed)
{
    private static readonly string[] Bits =
    [
        "a", "B7", "é", "\U0001F600", "\u00A0", "\u2028", "\u202E", " ", "  ", "\"", "'", "\\", "\\\\", "\\\"", "#", "<", ">", "</Proxy>", "${PATH}",
        "${", "$1", "%%", "{", "}", "=", "|", ";", ",", "!", "~", "[", "]", "-", "&", "`", "@\"", "//", "/*", "\\n", "\\u0041", "expr", "On",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A configuration: some balancers, and one site, which is the main server.</summary>
    public BalancingOptions Make()
    {
        var options = new BalancingOptions();
        for (var i = Up(2); i >= 0; i--)
        {
            options.Balancers[$"b{i}"] = Balancer();
        }

        Often(() => options.HealthCheckTemplates[Text(20)] = Check());
        var name = Half() ? "default" : "www.example.com";
        options.Sites[name] = Site([.. options.Balancers.Keys]);
        options.Sites[name].ServerName = name == "default" ? null : name;
        return options;
    }

    private BalancerOptions Balancer()
    {
        var options = new BalancerOptions { Members = [.. Enumerable.Range(0, Up(3)).Select(Member)] };
        Often(() => options.LbMethod = One("byrequests", "bytraffic", "bybusyness", "heartbeat"));
        Often(() => options.StickySession = One(Token(20), $"{Token(20)}|{Token(20)}"));
        Often(() => options.StickySessionSep = One("!", "\"", "'", "\\", "#", "Off", "."));
        Often(() => options.ScolonPathDelim = Half());
        Often(() => options.MaxAttempts = Up(9));
        Often(() => options.NoFailover = Half());
        Often(() => options.Timeout = Time());
        Often(() => options.FailOnStatus = [500, 503]);
        Often(() => options.FailOnTimeout = Half());
        Often(() => options.ForceRecovery = Half());
        Often(() => options.Growth = 1 + Up(99));
        Often(() => options.Nonce = $"n{Token(30)}");
        Often(() => options.Persist = Half());
        Often(() => options.Inherit = Half());
        Often(() => options.WaitLimit = 1 + Up(20_000));
        Often(() => options.Seed = Up(int.MaxValue));
        Often(() => options.Protection = Protection());
        Often(() => options.HealthCheckTemplates["own"] = Check());
        Often(() => options.ProxySet = ["maxattempts=3 'nonce=a\"b'"]);
        if (options.HealthCheckTemplates.ContainsKey("own"))
        {
            options.Members.ForEach(member => Often(() => member.HealthCheck = new HealthCheckOptions { Template = "own", Passes = 1 }));
        }

        return options;
    }

    private ProtectionOptions Protection()
    {
        var options = new ProtectionOptions();
        Often(() => options.SlowStart = TimeSpan.FromMilliseconds(1 + Up(100_000)));
        Often(() => options.HalfOpen = TimeSpan.FromSeconds(1 + Up(10_000)));
        Often(() => options.PanicBelow = 1 + Up(99));
        Often(() => options.RetryBudget = new RetryBudgetOptions { Share = Half() ? 1 + Up(99) : null, AtLeastPerSecond = Half() ? Up(1000) : null });
        Often(() => options.EjectOutliers = new OutlierOptions
        {
            Consecutive = Half() ? 1 + Up(999) : null,
            Share = Half() ? Up(100) : null,
            AtLeast = Half() ? 1 + Up(1000) : null,
            Window = Half() ? TimeSpan.FromSeconds(1 + Up(3000)) : null,
            BadStatus = Half() ? [503, 404] : [],
            MaxEjected = Half() ? 1 + Up(99) : null,
        });
        return options;
    }

    private MemberOptions Member(int number)
    {
        var options = Worker();
        options.Url = $"{One("http", "https", "ajp", "fcgi", "ws")}://h{number}:808{number}{One("", "/", $"/{Path(20)}")}";
        Often(() => options.UnixSocket = $"/run/{Text(20).Replace('|', '-')}");
        return options;
    }

    private MemberOptions Worker()
    {
        var options = new MemberOptions();
        Often(() => options.Route = Token(20));
        Often(() => options.Redirect = Token(20));
        Often(() => options.LoadFactor = One(1, 2.5, 1.15, 99.99, 100));
        Often(() => options.LbSet = Up(99));
        Often(() => options.Status = One("+H", "DI", "D-I+N", "-D", "r"));
        Often(() => options.Retry = Time());
        Often(() => options.Timeout = Time());
        Often(() => options.ConnectionTimeout = Time());
        Often(() => options.Ping = Time());
        Often(() => options.PingMethod = One(Enum.GetValues<PingMethod>()));
        Often(() => options.KeepAlive = Half());
        Often(() => options.DisableReuse = Half());
        Often(() => options.FlushPackets = One(Flush.On, Flush.Auto, Flush.Off));
        Often(() => options.FlushWait = TimeSpan.FromMilliseconds(Up(1000)));
        Often(() => options.IoBufferSize = One(0, 512, 8192, 99_999));
        Often(() => options.ReceiveBufferSize = One(0, 512));
        Often(() => options.ResponseFieldSize = Up(9999));
        Often(() => options.Upgrade = One("", "ANY", "WebSocket", Text(10)));
        Often(() => options.Secret = Text(40));
        Often(() => options.ProxySet = ["'secret=a b' retry=7"]);
        Often(() => options.HealthCheck = Check());
        options.Pool = Pool();
        return options;
    }

    private PoolOptions Pool()
    {
        var options = new PoolOptions();
        Often(() => options.Min = Up(5));
        Often(() => options.SMax = Up(20));
        Often(() => options.Max = Up(50));
        Often(() => options.Ttl = TimeSpan.FromSeconds(1 + Up(99)));
        Often(() => options.Acquire = Time());
        Often(() => options.AddressTtl = TimeSpan.FromSeconds(Up(9) - 1));
        return options;
    }

    private HealthCheckOptions Check()
    {
        var options = new HealthCheckOptions();
        Often(() => options.Method = One(Enum.GetValues<HcMethod>()));
        Often(() => options.Uri = $"/{Token(20)}");
        Often(() => options.Interval = TimeSpan.FromMilliseconds(100 + Up(99_999)));
        Often(() => options.Passes = Up(3));
        Often(() => options.Fails = Up(3));
        Often(() => options.Expr = "%{REQUEST_STATUS} =~ /^[23]/");
        return options;
    }

    private SiteOptions Site(string[] balancers)
    {
        var options = new SiteOptions
        {
            ProxyPass = [.. Enumerable.Range(0, Up(4)).Select(i => Rule(i, balancers))],
            ProxyPassReverse = Some(() => new ProxyPassReverseOptions { Path = $"/{Path(10)}", From = One("http://h/", "/x", $"balancer://{balancers[0]}/") }),
            ProxyPassReverseCookieDomain = Some(() => new CookieRuleOptions { From = Printable(), To = Printable(), Interpolate = Maybe() }),
            ProxyPassReverseCookiePath = Some(() => new CookieRuleOptions { From = Printable(), To = Printable() }),
            RewriteRule = Some(Rewrite),
            SetEnvIf = Some(Variable),
            SetEnv = Some(() => $"{Token(10)}{One("", "=", $"={Text(20)}")}"),
            RequestHeader = Some(Header),
            Header = Some(Header),
            Location = Some(Location),
        };
        Often(() => options.ImplicitReverse = Half());
        Often(() => options.ProxyPreserveHost = Half());
        Often(() => options.ProxyAddHeaders = Half());
        Often(() => options.TrustedProxies = One([], new List<string> { "10.0.0.0/8" }));
        Often(() => options.UnderscoreHeaders = Half());
        Often(() => options.ForwardedProto = Half());
        Often(() => options.Forwarded = Half());
        Often(() => options.TraceEnable = One(Enum.GetValues<TraceEnable>()));
        Often(() => options.ProxyVia = One(Enum.GetValues<Via>()));
        Often(() => options.ProxyMaxForwards = Up(99));
        Often(() => options.ProxyErrorOverride = true);
        Often(() => (options.ProxyErrorOverride, options.ProxyErrorOverrideStatus) = (true, [502, 503]));
        Often(() => options.ProxyTimeout = Time());
        Often(() => options.ProxySourceAddress = One("10.0.0.1", "::1"));
        Often(() => options.AllowEncodedSlashes = One(Enum.GetValues<EncodedSlashes>()));
        Often(() => options.MergeSlashes = Half());
        Often(() => options.ProxyPassInterpolateEnv = Half());
        Often(() => options.ServerAlias = ["*.example.org"]);
        return options;
    }

    private ProxyPassOptions Rule(int number, string[] balancers)
    {
        var options = One(
            () => new ProxyPassOptions { Path = $"/{Path(10)}", To = $"http://t{number}/{Token(10).Replace("$", "", StringComparison.Ordinal)}" },
            () => new ProxyPassOptions { Path = $"/{Text(10)}", To = $"balancer://{One(balancers)}/x" },
            () => new ProxyPassOptions { Path = $"/{Text(10)}", To = "!" },
            () => new ProxyPassOptions { Match = Pattern(), To = $"http://m{number}/$1" },
            () => new ProxyPassOptions { Path = "/${NAME}", To = $"http://v{number}/${{NAME}}", Interpolate = true },
            () => new ProxyPassOptions { Path = $"~ {Regex.Escape("a b")}", Exclude = true })();
        Often(() => options.NoCanon = Half());
        Often(() => options.NoQuery = Half());
        Often(() => options.Mapping = One(Enum.GetValues<PathMapping>()));
        if (options.To?.StartsWith("http:", StringComparison.Ordinal) == true)
        {
            Often(() => options.Worker = Worker());
            Often(() => options.ProxySet = ["retry=9", "nocanon"]);
            Often(() => options.Access = Access());
        }

        return options;
    }

    private RewriteRuleOptions Rewrite()
    {
        var options = new RewriteRuleOptions { Pattern = $"{One("", "!")}{Pattern()}", To = "/app/$1" };
        Often(() => options.Flags = One("PT,NE", "L,E=A:b c", "R=301"));
        options.Conditions = Some(() => new RewriteCondOptions { Test = "%{HTTP_HOST}", Pattern = Pattern(), Flags = One(null, "NC", "NC, OR") });
        return options;
    }

    private SetEnvIfOptions Variable() => new()
    {
        Attribute = One("Request_URI", "Host", "X-Any"),
        Pattern = Pattern(),
        Variables = [Token(10) + "x", $"!{Token(10)}x", $"v={Text(20)}"],
        IgnoreCase = Maybe(),
    };

    private HeaderRuleOptions Header() => One(
        () => new HeaderRuleOptions { Action = One(HeaderAction.Set, HeaderAction.Add, HeaderAction.Merge), Name = "X-A", Value = Value(), Env = One(null, $"!{Token(9)}x") },
        () => new HeaderRuleOptions { Action = HeaderAction.Unset, Name = "X-B" },
        () => new HeaderRuleOptions { Action = One(HeaderAction.Edit, HeaderAction.EditAll), Name = "X-C", Pattern = Pattern(), Value = Value() })();

    private LocationOptions Location()
    {
        var options = new LocationOptions { SetEnv = ["always=1"] };
        (options.Path, options.Match) = Half() ? ($"/l{Path(10)}", (string?)null) : (null, Pattern());
        Often(() => options.Access = Access());
        Often(() => options.ProxyPreserveHost = Half());
        Often(() => options.ProxyAddHeaders = Half());
        Often(() => options.ProxyErrorOverride = Half());
        Often(() => (options.ProxyErrorOverride, options.ProxyErrorOverrideStatus) = (true, [404]));
        options.Header = Some(Header);
        options.RequestHeader = Some(Header);
        options.SetEnvIf = Some(Variable);
        options.ProxyPassReverseCookiePath = Some(() => new CookieRuleOptions { From = Printable(), To = Printable(), Interpolate = Maybe() });
        if (options.Path is not null)
        {
            options.ProxyPassReverse = Some(() => new ProxyPassReverseOptions { From = "http://r/" });
        }

        return options;
    }

    private AccessOptions Access() => One(
        new AccessOptions { Require = [One("all granted", "all denied", "ip 10.0.0.0/8 192.168.1", "local", $"env x{Token(9)}")] },
        new AccessOptions
        {
            Require = ["host .example.org"],
            Nested = [new AccessOptions { Match = AccessMatch.All, Require = ["all granted", "not ip ::1"], Nested = [new AccessOptions { Match = AccessMatch.None, Require = ["method PUT"] }] }],
        });

    private string Text(int most) => string.Concat(Enumerable.Range(0, 1 + Up(5)).Select(_ => One(Bits))) is var text && text.Length > most ? text[..most].TrimEnd('\uD83D') : text;

    // What a route, a name or a path may hold.
    private string Token(int most) => "k" + string.Concat(Text(most - 1).Where(c => c > ' ' && !char.IsWhiteSpace(c) && c is not (';' or ',' or '=' or '|' or '#' or '?' or '\u007F')));

    private string Path(int most) => string.Concat(Token(most).Where(c => c is not ('*' or '?' or '[' or '!' or '~'))) is var path && path.Contains('.', StringComparison.Ordinal) ? "p" : path;

    private string Printable() => "x" + string.Concat(Text(20).Where(c => c is >= ' ' and <= '~' and not ';'));

    private string Pattern() => $"^/{Regex.Escape(Text(10))}(.*)";

    private string Value() => "v" + Text(20).Replace("%", "%%", StringComparison.Ordinal);

    private TimeSpan Time() => One(
        TimeSpan.FromSeconds(1 + Up(99)), TimeSpan.FromMilliseconds(1 + Up(9999)), TimeSpan.FromTicks(10_000_001), TimeSpan.FromHours(30));

    private List<T> Some<T>(Func<T> make) => [.. Enumerable.Range(0, Math.Max(0, Up(5) - 3)).Select(_ => make())];

    private void Often(Action say)
    {
        if (Up(3) == 0)
        {
            say();
        }
    }

    private bool? Maybe() => One(null, true, (bool?)false);

    private bool Half() => Up(1) == 0;

    private int Up(int most) => (int)_random.NextInt64(most + 1L);

    private T One<T>(params T[] all) => all[Up(all.Length - 1)];
}
