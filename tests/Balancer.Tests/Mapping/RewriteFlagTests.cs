namespace Balancing.Tests.Mapping;

/// <summary>The flags of RewriteRule. What httpd does with them was looked up in the real one.</summary>
public class RewriteFlagTests
{
    private const string Chained = """
        RewriteRule ^/a - [C]
        RewriteRule b - [C]
        RewriteRule c - [E=X:1]
        RewriteRule ^/a - [E=Y:1]
        """;

    private const string Dashes = "RewriteRule ^(.*)_(.*)$ $1-$2 ";

    [Theory]
    [InlineData("/abc", "X=1 Y=1")]
    [InlineData("/ab", "Y=1")]
    [InlineData("/ac", "Y=1")]
    [InlineData("/bc", "")]
    public void C_when_a_rule_does_not_run_those_chained_to_it_do_not_either(string path, string variables) =>
        Assert.Equal(variables, RewriteLines.Environment(Chained, RequestFacts.Get(path)));

    [Theory]
    [InlineData("S=2", "Z=1")]
    [InlineData("S=1", "Y=1 Z=1")]
    [InlineData("S=9", "")]
    [InlineData("S=0", "X=1 Y=1 Z=1")]
    [InlineData("skip=3", "")]
    public void S_skips_the_next_rules(string flag, string variables) =>
        Assert.Equal(variables, RewriteLines.Environment($"RewriteRule ^ - [{flag}]\nRewriteRule ^ - [E=X:1]\nRewriteRule ^ - [E=Y:1]\nRewriteRule ^ - [E=Z:1]", RequestFacts.Get("/")));

    [Theory]
    [InlineData("[N]", "/a_b_c_d", "/a-b-c-d")]
    [InlineData("[N]", "/_________", "500 TooManyRounds")]
    [InlineData("[N=20]", "/_________", "/---------")]
    [InlineData("[N=3]", "/a_b", "/a-b")]
    [InlineData("[N=3]", "/a_b_c", "500 TooManyRounds")]
    [InlineData("[N=1]", "/a_b", "500 TooManyRounds")]
    [InlineData("[N=1]", "/a", "/a")]
    [InlineData("", "/a_b_c", "/a_b-c")]
    public void R29_N_starts_over_in_bounded_rounds(string flag, string path, string answer) => Assert.Equal(answer, RewriteLines.Answer(Dashes + flag, path));

    [Fact]
    public void R29_a_path_that_grows_in_rounds_is_bounded() =>
        Assert.Equal("414 SubstitutionTooLong", RewriteLines.Answer("RewriteRule ^(.*)$ $1$1$1$1$1$1$1$1 [N=1000]", "/abc"));

    [Fact]
    public void E_sets_and_unsets_variables_in_order()
    {
        const string Lines = """
            SetEnvIf Request_URI ^/ OLD=1 KEPT=1
            RewriteCond %{QUERY_STRING} (.*)
            RewriteRule ^/(.*) - [E=X:$1-%1-%{REQUEST_METHOD},E=Y,E=!OLD,env=W:a=b:c]
            RewriteRule ^ - [E=X:<%{ENV:X}>]
            """;

        Assert.Equal("KEPT=1 W=a=b:c X=<a-q-GET> Y=", RewriteLines.Environment(Lines, RequestFacts.Get("/a?q")));
    }

    [Fact]
    public void E_no_proxy_keeps_a_request_local() => Assert.Equal("404 NotMapped", RewriteLines.Answer("RewriteRule ^/a - [E=no-proxy:1]", "/a"));

    [Theory]
    [InlineData("", "/n/x?v=w", "/n/x?v=w")]
    [InlineData("QSA", "/n/x?v=w", "/n/x?v=w&q=1")]
    [InlineData("QSA", "/n/x?", "/n/x?q=1")]
    [InlineData("QSA,QSD", "/n/x?v=w", "/n/x?v=w")]
    [InlineData("QSD", "/n/x", "/n/x")]
    [InlineData("qsdiscard", "/n/x?v=w", "/n/x?v=w")]
    [InlineData("", "/n/x?", "/n/x")]
    [InlineData("", "/n/x", "/n/x?q=1")]
    [InlineData("", "/n/x?a?v=w", "/n/x?a?v=w")]
    [InlineData("QSL", "/n/x?a?v=w", "/n/x%3Fa?v=w")]
    public void The_query_is_replaced_kept_or_dropped(string flags, string to, string sent) =>
        Assert.Equal(sent, RewriteLines.Answer($"RewriteRule ^/o {to} {(flags.Length == 0 ? "" : $"[{flags}]")}", "/o?q=1"));

    [Theory]
    [InlineData("P", "/a/b%20c;d%25?v=a%2Fb%20c%3Bd%25")]
    [InlineData("P,B", "/a%2Fb%20c%3Bd%25?v=a%2Fb+c%3Bd%25")]
    [InlineData("P,B,NE", "/a%2Fb%20c%3Bd%25?v=a%2Fb+c%3Bd%25")]
    [InlineData("P,B,BNP", "/a%2Fb%20c%3Bd%25?v=a%2Fb%20c%3Bd%25")]
    [InlineData("P,B=;", "/a/b%20c%3Bd%25?v=a%2Fb+c%3Bd%25")]
    [InlineData("P,BNE=/?%", "/a/b%20c%3Bd%25?v=a%2Fb+c%3Bd%25")]
    [InlineData("PT,B", "/a%2Fb%20c;d%25?v=a%2Fb+c%3Bd%25")]
    [InlineData("P,BCTLS,UnsafeAllow3F,UnsafePrefixStat,UNC,DPI,NS", "/a/b%20c;d%25?v=a%2Fb%20c%3Bd%25")]
    public void B_encodes_captures_once_where_they_land(string flags, string sent) => Assert.Equal(
        sent, RewriteLines.Answer($"RewriteRule ^/o/(.*)$ {(flags.StartsWith("PT", StringComparison.Ordinal) ? "" : "http://m")}/$1?v=$1 [{flags}]", "/o/a/b%20c;d%25"));

    [Fact]
    public void B_a_slash_that_was_captured_is_no_separator_for_later_rules_but_an_exclusion_sees_it()
    {
        const string Lines = "RewriteRule ^/o/(.*)$ /x/$1 [B]\nRewriteRule ^/x/secret/ /no";

        Assert.Equal("/x/secret%2Fy", RewriteLines.Answer(Lines, "/o/secret/y"));
        var site = RewriteLines.Builder(Lines);
        site.Options.ProxyPass.Insert(0, new() { Path = "/x/secret", Exclude = true });
        Assert.Equal("404 Excluded", RewriteLines.Say(Planning.Plans.Site(site.Options).Map("/o/secret/y")));
    }

    [Theory]
    [InlineData("[R=301, L]", "301 http://www.example.com/b")]
    [InlineData("[ R=301 ,L]", "301 http://www.example.com/b")]
    [InlineData("R=308", "308 http://www.example.com/b")]
    [InlineData("F", "403 Forbidden")]
    [InlineData("forbidden,R=301", "403 Forbidden")]
    [InlineData("gone", "410 Gone")]
    [InlineData("P,F", "403 Forbidden")]
    [InlineData("R=404", "404 Ended")]
    [InlineData("R=200", "200 Ended")]
    [InlineData("R=503,L", "503 Ended")]
    public void Flags_are_taken_apart_as_httpd_does(string flags, string answer)
    {
        var site = RewriteLines.Builder("").RewriteRule("^/a$", "/b", r => r.Flags(flags));

        Assert.Equal(answer, RewriteLines.Say(Planning.Plans.Site(site.Options).Map(RequestFacts.Get("/a").OnHost("www.example.com"))));
    }

    [Theory]
    [InlineData("L")]
    [InlineData("END")]
    [InlineData("last")]
    [InlineData("PT")]
    [InlineData("passthrough")]
    public void The_last_rule_ends_the_list(string flag) => Assert.Equal("/b", RewriteLines.Answer($"RewriteRule ^/a /b [{flag}]\nRewriteRule ^/b /c", "/a"));
}
