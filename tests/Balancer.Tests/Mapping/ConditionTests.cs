using System.Net;
using Balancing.Explaining;
using Balancing.Mapping;

namespace Balancing.Tests.Mapping;

/// <summary>RewriteCond. What httpd answers was looked up in the real one.</summary>
public class ConditionTests
{
    private const string Yes = "/yes";
    private const string No = "/no";

    [Theory]
    [InlineData("abc", ">b", true)] // the longer text is the greater one
    [InlineData("b", ">abc", false)]
    [InlineData("abc", "<b", false)]
    [InlineData("abc", "<abd", true)]
    [InlineData("abc", "<=abc", true)]
    [InlineData("abc", ">=abc", true)]
    [InlineData("abc", ">=abd", false)]
    [InlineData("ABC", ">=abc", false)]
    [InlineData("ABC", "=abc", false)]
    [InlineData("abc", "=abc", true)]
    [InlineData("abc", "!=abc", false)]
    [InlineData("abc", "!=b", true)]
    [InlineData("5", "-lt10", true)]
    [InlineData("10", "-lt10", false)]
    [InlineData("10", "-le10", true)]
    [InlineData("10", "-gt9", true)]
    [InlineData("10", "-ge10", true)]
    [InlineData("9", "-ge10", false)]
    [InlineData("10", "-eq10", true)]
    [InlineData("10x", "-eq10", true)]
    [InlineData("x", "-eq0", true)]
    [InlineData("10", "-ne10", false)]
    [InlineData("10", "!-eq10", false)]
    [InlineData("-5", "-lt-4", true)]
    [InlineData("a", "-f", false)]
    [InlineData("a", "!-f", true)]
    [InlineData("a", "-d", false)]
    [InlineData("a", "-s", false)]
    [InlineData("a", "-l", false)]
    [InlineData("a", "-L", false)]
    [InlineData("a", "-h", false)]
    [InlineData("a", "-x", false)]
    [InlineData("a", "-F", false)]
    [InlineData("a", "-U", false)]
    [InlineData("a", "!-U", true)]
    [InlineData("-H", "-H", true)] // no test of httpd, so a pattern
    [InlineData("a<b", "<", true)]
    [InlineData("abc", "^a.c$", true)]
    [InlineData("abc", "!^a.c$", false)]
    [InlineData("abc", "B", false)]
    public void Cve_2025_54090_each_test_has_its_own_answer(string test, string pattern, bool holds) => AssertHolds(test, pattern, null, holds);

    [Theory]
    [InlineData("ABC", "=abc", true)]
    [InlineData("ABC", "^a", true)]
    [InlineData("ABC", ">=abc", true)]
    [InlineData("/a", "<b", true)] // with NC it is strcasecmp
    [InlineData("_", ">A", false)]
    public void Without_case(string test, string pattern, bool holds) => AssertHolds(test, pattern, "NC", holds);

    [Fact]
    public void An_empty_text_is_written_with_two_quotes()
    {
        AssertHolds("%{QUERY_STRING}", "=\"\"", null, true);
        AssertHolds("%{REQUEST_URI}", "=\"\"", null, false);
    }

    [Fact]
    public void Cve_2025_54090_conditions_hold_together_or_one_for_another()
    {
        foreach (var joins in (string[])["...", "O..", ".O.", "OO.", "OOO", "..O"])
        {
            for (var bits = 0; bits < 8; bits++)
            {
                var holds = new[] { (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0 };
                var lines = string.Concat(holds.Select((h, i) => $"RewriteCond a {(h ? "a" : "b")} {(joins[i] == 'O' ? "[OR]" : "")}\n"));

                Assert.Equal(AsHttpd(holds, joins) ? Yes : No, Decide(lines, RequestFacts.Get("/")));
            }
        }
    }

    [Theory]
    [InlineData("%{REQUEST_URI}", "\"=/a b/c\"")]
    [InlineData("%{REQUEST_FILENAME}", "\"=/a b/c\"")]
    [InlineData("%{SCRIPT_FILENAME}", "\"=/a b/c\"")]
    [InlineData("%{PATH_INFO}", "^$")]
    [InlineData("%{QUERY_STRING}", "=x=%20y")]
    [InlineData("%{REQUEST_METHOD}", "=POST")]
    [InlineData("%{REQUEST_SCHEME}", "=https")]
    [InlineData("%{HTTPS}", "=on")]
    [InlineData("%{HTTP_HOST}", "=WWW.Example.com:8443")]
    [InlineData("%{HTTP:host}", "=WWW.Example.com:8443")]
    [InlineData("%{SERVER_NAME}", "=www.example.com")]
    [InlineData("%{SERVER_PORT}", "=8443")]
    [InlineData("%{SERVER_PROTOCOL}", "=HTTP/2.0")]
    [InlineData("%{THE_REQUEST}", "^POST\\s/a%20b/c\\?x=%20y\\sHTTP/2\\.0$")]
    [InlineData("%{REMOTE_ADDR}", "=10.1.2.3")]
    [InlineData("%{REMOTE_HOST}", "=10.1.2.3")]
    [InlineData("%{CONN_REMOTE_ADDR}", "=10.1.2.3")]
    [InlineData("%{IPV6}", "=off")]
    [InlineData("%{HTTP2}", "=on")]
    [InlineData("%{IS_SUBREQ}", "=false")]
    [InlineData("%{HTTP_COOKIE}", "=a=b")]
    [InlineData("%{HTTP:Cookie}", "=a=b")]
    [InlineData("%{HTTP_USER_AGENT}", "=ua")]
    [InlineData("%{HTTP_REFERER}", "=ref")]
    [InlineData("%{HTTP_ACCEPT}", "=acc")]
    [InlineData("%{HTTP_FORWARDED}", "=for=x")]
    [InlineData("%{HTTP_PROXY_CONNECTION}", "=close")]
    [InlineData("%{HTTP:X-Two}", "\"=1, 2\"")]
    [InlineData("%{HTTP:X-None}", "^$")]
    [InlineData("%{ENV:SET}", "=yes")]
    [InlineData("%{ENV:UNSET}", "^$")]
    [InlineData("%{https}-%{Request_Method}", "=on-POST")]
    public void A_test_looks_at_a_fact_of_the_request(string test, string pattern)
    {
        var facts = RequestFacts.Post("/a%20b/c?x=%20y").OnHost("WWW.Example.com:8443").From(IPAddress.Parse("::ffff:10.1.2.3")).Cookie("a", "b").Env("SET", "yes")
            .Header("User-Agent", "ua").Header("Referer", "ref").Header("Accept", "acc").Header("Forwarded", "for=x").Header("Proxy-Connection", "close")
            .Header("X-Two", "1").Header("x-two", "2") with
        { Scheme = "https", Protocol = "HTTP/2" };

        Assert.Equal(Yes, Decide($"RewriteCond {test} {pattern}", facts));
    }

    [Fact]
    public void The_address_asked_for_stays_and_the_present_one_changes()
    {
        const string Lines = """
            RewriteRule ^/c/(.*)$ /d/$1?n=1
            RewriteCond %{REQUEST_URI}|%{REQUEST_FILENAME}|%{QUERY_STRING} (.*)
            RewriteRule ^/d - [E=SEEN:%1]
            """;

        Assert.Equal("SEEN=/c/x|/d/x|n=1", RewriteLines.Environment(Lines, RequestFacts.Get("/c/x?q=2")));
    }

    [Fact]
    public void Captures_come_from_the_pattern_and_from_the_last_condition_that_matched()
    {
        const string Lines = """
            RewriteCond %{QUERY_STRING} ^id=(.*)$
            RewriteCond %{HTTP:X-A} !^(z)$
            RewriteCond x-%1-$1 ^x-(.*)-(.*)$
            RewriteRule ^/(.*)$ /p/%0/%1/%2/%3/$1/\%1/\$1?
            """;

        Assert.Equal("/p/x-5-a/5/a/a/%251/$1", RewriteLines.Answer(Lines, "/a?id=5"));
    }

    [Fact]
    public void What_one_rules_condition_captured_is_nothing_to_the_next()
    {
        const string Lines = """
            RewriteCond %{QUERY_STRING} ^id=(.*)$
            RewriteRule ^ -
            RewriteRule ^ /next-%1?
            """;

        Assert.Equal("/next-", RewriteLines.Answer(Lines, "/a?id=5"));
    }

    [Theory]
    [InlineData("/a?id=5", null, "/p/5-?id=5")]
    [InlineData("/a?id=5", "zz", "/p/5-?id=5")]
    [InlineData("/a", "zz", "/p/z-z")]
    [InlineData("/a", null, "/a")]
    public void Of_conditions_joined_by_OR_the_first_that_matches_captures(string target, string? header, string sent)
    {
        const string Lines = """
            RewriteCond %{QUERY_STRING} ^id=(.*)$ [OR]
            RewriteCond %{HTTP:X-A} ^(.)(.)$
            RewriteRule ^/(.*)$ /p/%1-%2 [L]
            """;

        Assert.Equal(sent, RewriteLines.Answer(Lines, header is null ? RequestFacts.Get(target) : RequestFacts.Get(target).Header("X-A", header)));
    }

    [Fact]
    public void An_expression_is_a_condition_too()
    {
        const string Lines = """
            RewriteCond expr "%{REQUEST_URI} =~ m#^/(.)# && %{HTTP:X-A} == 'y'"
            RewriteRule ^ /yes/%1
            """;

        Assert.Equal("/yes/a", RewriteLines.Answer(Lines, RequestFacts.Get("/a").Header("X-A", "y")));
        Assert.Equal("/a", RewriteLines.Answer(Lines, RequestFacts.Get("/a")));
    }

    [Fact]
    public void Conditions_are_asked_after_the_pattern_and_before_its_captures_are_used()
    {
        Assert.Equal(Yes, Decide("RewriteCond $1 =x", RequestFacts.Get("/x")));
        Assert.Equal(No, Decide("RewriteCond $1 =x", RequestFacts.Get("/y")));
    }

    [Fact]
    public void R30_a_condition_that_takes_too_long_is_no_answer()
    {
        var lines = "RewriteCond %{QUERY_STRING} !^(a+)+\\1$\nRewriteRule ^ - [F]";

        Assert.Equal("500 PatternTimeout", RewriteLines.Answer(lines, "/?" + new string('a', 5_000) + "!"));
    }

    [Fact]
    public void R29_a_test_string_is_bounded()
    {
        var lines = $"RewriteCond {string.Concat(Enumerable.Repeat("%{QUERY_STRING}", 10))} x\nRewriteRule ^ - [F]";

        Assert.Equal("500 PatternTimeout", RewriteLines.Answer(lines, "/?" + new string('a', 1_000)));
    }

    [Fact]
    public void The_explanation_names_the_condition_that_did_not_hold()
    {
        const string Lines = """
            RewriteCond %{HTTPS} =off
            RewriteCond %{HTTP_HOST} !^www\.
            RewriteRule ^ - [F]
            """;
        using var site = RewriteLines.Builder(Lines).Build();

        Assert.Contains(
            "not so: RewriteCond %{HTTP_HOST} !^www\\.", site.Explain(RequestFacts.Get("/").OnHost("www.example.com")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_whose_pattern_does_not_match_costs_nothing_more_than_its_pattern()
    {
        var map = ProxyMap.Of(RewriteLines.Plan("RewriteCond %{HTTP_HOST} ^a\nRewriteRule ^/never/(.*)$ /x/$1"));
        var silent = default(Silent);
        var facts = RequestFacts.Get("/app/x?y=1");
        for (var i = 0; i < 100; i++) map.Map(facts, ref silent);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++) map.Map(facts, ref silent);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertHolds(string test, string pattern, string? flags, bool holds) =>
        Assert.Equal(holds ? Yes : No, Decide($"RewriteCond \"{test}\" {pattern} {(flags is null ? "" : $"[{flags}]")}", RequestFacts.Get("/")));

    private static string Decide(string conditions, RequestFacts facts) =>
        RewriteLines.Answer($"{conditions}\nRewriteRule ^/(.*)$ {Yes}? [L]\nRewriteRule ^ {No}?", facts);

    // The loop of mod_rewrite.c: apply_rewrite_rule, said in other words.
    private static bool AsHttpd(bool[] holds, string joins)
    {
        for (var i = 0; i < holds.Length; i++)
        {
            var any = holds[i];
            while (i < holds.Length && joins[i] == 'O') any |= ++i == holds.Length || holds[i];
            if (!any) return false;
        }

        return true;
    }
}
