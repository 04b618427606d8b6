using System.Text;

namespace Balancing.Tests.Attempts;

/// <summary>Whatever a request holds: a clear refusal or a decision, never an exception, and never a changed decision for the next one.</summary>
public class HostileInputTests
{
    private static readonly string[] Pieces =
        ["/", "//", "/app", "..", "/..;/", "%2e%2e", "%252e", "%00", "%0d%0a", "%", "%zz", "%c0%af", "%2F", "%5C", "\\", " ", "\t", "\r\n", "\0", "#", "?", "&", ";SID=1.a",
            ";SID=", "SID=1.", "é", "\uD800", "\uFFFF", "[", "|", "http://h/", "@", ":80", "*", "~", "x"];

    [Fact]
    public void Ten_thousand_targets_and_cookies_of_any_kind()
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();
        using var www = ReverseProxy.Create("www").Balancer(foo).Exclude("/app/no").ProxyPassMatch("^/m/(.*)$", "balancer://foo/$1")
            .ProxyPass("/app", "balancer://foo/x").Build();
        var random = new Random(20_261_122);
        for (var i = 0; i < 10_000; i++)
        {
            var facts = RequestFacts.For(i % 3 == 0 ? "G\0T" : "GET", Text(random)) with { CookieHeader = Text(random), Host = Text(random) };
            var hit = www.Map(in facts);
            Assert.NotEqual(default, www.Explain(in facts).Answer);
            if (hit.Outcome != MapOutcome.Mapped)
            {
                Assert.InRange(hit.Refusal!.SuggestedStatus, 400, 499);
            }

            foo.Acquire(in facts).Dispose();
        }

        var after = foo.Snapshot();
        Assert.Equal(10_000, after.Members.Sum(m => m.Elected));
        Assert.All(after.Members, m => Assert.Equal((0, "Init Ok"), (m.Busy, m.StatusText)));
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void A_very_long_path_or_cookie_is_refused_or_passed_over_quickly(int length)
    {
        using var foo = Sample.Weighted(1, 1).StickySession("SID").Build();
        using var www = ReverseProxy.Create("www").Balancer(foo).ProxyPass("/app", "balancer://foo/").Build();
        var path = RequestFacts.Get("/app/" + new string('a', length));
        var cookie = RequestFacts.Get("/app/x") with { CookieHeader = string.Concat(Enumerable.Repeat("SID=1.zz; ", length / 10)) + "SID=1.b" };

        Assert.Equal(MapOutcome.Refused, www.Map(in path).Outcome);
        Assert.Equal("b", foo.Once(cookie, Outcome.Completed(200)));
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(8); i >= 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
