namespace Balancing.Tests.Mapping;

/// <summary>The rows of the CVE table about rewriting, each with its input against conditions, variables, flags and redirects.</summary>
public class RewriteCveTests
{
    [Theory]
    [InlineData("@internal:80/x", "400 NotOriginForm")]
    [InlineData("x:@internal/", "400 NotOriginForm")]
    [InlineData("http://internal/", "400 NotOriginForm")]
    [InlineData("/@internal:80/x", "/@internal:80/x")]
    public void Cve_2011_3368_2011_3639_and_2011_4317_the_target_stays_where_it_is(string target, string answer)
    {
        Assert.Equal(answer, RewriteLines.Answer("RewriteRule (.*) http://m$1 [P]", target));
        Assert.Equal(answer, RewriteLines.Answer("RewriteRule ^ http://m%{REQUEST_URI} [P]", target));
    }

    [Theory]
    [InlineData("/?unix:AAAA|http://internal/", "/?unix:AAAA|http://internal/")]
    [InlineData("/unix:AAAA%7Chttp:/internal/", "/unix:AAAA%7Chttp:/internal/")]
    public void Cve_2021_40438_a_socket_is_never_looked_for_in_a_request(string target, string sent) =>
        Assert.Equal(sent, RewriteLines.Answer("RewriteRule (.*) http://m$1 [P]", target));

    [Theory]
    [InlineData("/here/%20HTTP/1.1%0d%0aHost:%20x", "400 EncodedControl")]
    [InlineData("/here/a%20HTTP/1.1", "/t/a%20HTTP/1.1?q=a%20HTTP%2F1.1&u=%2Fhere%2Fa%20HTTP%2F1.1")]
    public void Cve_2023_25690_a_capture_does_not_end_the_request_line(string target, string sent) =>
        Assert.Equal(sent, RewriteLines.Answer("RewriteRule ^/here/(.*)$ http://m/t/$1?q=$1&u=%{REQUEST_URI} [P]", target));

    [Fact]
    public void Cve_2023_25690_a_header_or_cookie_does_not_end_the_request_line()
    {
        const string Lines = "RewriteCond %{HTTP:X-A}|%{HTTP_COOKIE} ^(.*)\\|(.*)$\nRewriteRule ^ http://m/%1?c=%2&h=%{HTTP:X-A} [P]";
        var facts = RequestFacts.Get("/").Header("X-A", "a HTTP/1.1?b#c&d") with { CookieHeader = "x=1 HTTP/1.1\r\nHost: y" };

        Assert.Equal(
            "/a%20HTTP/1.1%3Fb%23c&d?c=x%3D1%20HTTP%2F1.1%0D%0AHost%3A%20y&h=a%20HTTP%2F1.1%3Fb%23c%26d", RewriteLines.Answer(Lines, facts));
        Assert.Equal("400 UnsafeTarget", RewriteLines.Answer("RewriteRule ^ /%{HTTP_COOKIE}", facts));
        Assert.Equal("403 UnsafeNoEscape", RewriteLines.Answer("RewriteRule ^ http://m/%{HTTP_COOKIE} [P,NE]", facts));
    }

    [Theory]
    [InlineData("RewriteRule ^/user/(.*)/profile$ /p/$1/profile", "/user/admin%3f/profile", "/p/admin%3F/profile")]
    [InlineData("RewriteRule ^/user/(.*)/profile$ http://m/p/$1/profile [P]", "/user/admin%3f/profile", "/p/admin%3F/profile")]
    [InlineData("RewriteRule ^/user/(.*)/profile$ /p/$1/profile [R]", "/user/admin%3f/profile", "302 http://www.example.com/p/admin%3F/profile")]
    [InlineData("RewriteRule ^/user/(.*)$ http://m/p/$1/x [P,UnsafeAllow3F]", "/user/a%3fb", "/p/a%3Fb/x")]
    public void Cve_2024_38474_a_captured_question_mark_does_not_cut_the_template(string rule, string target, string answer) =>
        Assert.Equal(answer, RewriteLines.Answer(rule, target));

    [Theory]
    [InlineData("/a//etc/passwd", "/etc/passwd")]
    [InlineData("/aetc/passwd", "/etc/passwd")]
    public void Cve_2024_38475_the_first_segment_is_a_segment_of_this_site(string target, string sent) =>
        Assert.Equal(sent, RewriteLines.Answer("RewriteRule ^/a(.*)$ $1 [UnsafePrefixStat]", target));

    [Theory]
    [InlineData("^/x/(.*)$", "$1", "/x/proxy:http://internal/", "/proxy:http:/internal/")]
    [InlineData("^/x/(.*)$", "$1", "/x/http://internal/", "/http:/internal/")]
    [InlineData("^/x/(.*)$", "%{QUERY_STRING}?", "/x/?http://internal/", "/http:/internal/")]
    [InlineData("^/x/(.*)$", "%{HTTP:X-A}", "/x/", "/balancer:/other/")]
    public void Cve_2024_39573_what_comes_from_a_request_is_a_path(string pattern, string to, string target, string answer) =>
        Assert.Equal(answer, RewriteLines.Answer($"RewriteRule {pattern} {to}", RequestFacts.Get(target).Header("X-A", "balancer://other/")));

    [Theory]
    [InlineData("RewriteRule ^/(.*)$ http://$1/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://%{HTTP_HOST}/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://%{HTTP_HOST}:80/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://m:%{SERVER_PORT}/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://m.%{SERVER_NAME}/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://m%{HTTP:X-A}.example.org/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://10.0.0.%1/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://10.0.0.%{ENV:N} [P]")]
    [InlineData("RewriteRule ^/(.*)$ %{REQUEST_SCHEME}://m/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ balancer://%1/ [P]")]
    [InlineData("RewriteRule ^/(.*)$ $1 [P]")]
    public void R27_nothing_of_a_request_is_a_part_of_a_targets_authority(string rule) => Assert.Single(RewriteLines.Problems(rule));

    [Theory]
    [InlineData("RewriteRule ^/(.*)$ http://m%{REQUEST_URI} [P]", "/a/b?c", "/a/b?c")]
    [InlineData("RewriteRule ^/(.*)$ http://m%{REQUEST_URI}.html [P]", "/a/b?c", "/a/b.html?c")]
    [InlineData("RewriteRule ^/(.*)$ http://m$1 [P]", "/a/b?c", "/a/b?c")]
    [InlineData("RewriteRule ^/(.*)$ http://m/%{SERVER_PORT}/$1?%{QUERY_STRING}&x=%{REQUEST_METHOD} [P]", "/a?c=%26&d", "/80/a?c=%26&d&x=GET")]
    public void A_path_behind_a_literal_authority_is_fine(string rule, string target, string sent) => Assert.Equal(sent, RewriteLines.Answer(rule, target));

    [Theory]
    [InlineData("/a%0a//evil")]
    [InlineData("/a%0A/evil")]
    [InlineData("/a%0d")]
    public void Cve_2019_10098_2020_1927_and_2017_15715_no_newline_reaches_a_rule(string target) =>
        Assert.Equal("400 EncodedControl", RewriteLines.Answer("RewriteRule ^/a$ /b [R]\nRewriteRule ^(.*)$ $1/ [R]", target));

    [Fact]
    public void Cve_2003_0542_and_2026_44631_more_than_nine_groups_are_just_groups()
    {
        var pattern = string.Concat(Enumerable.Repeat("(.)", 15));

        Assert.Equal("/abcdefghij0?k", RewriteLines.Answer($"RewriteRule ^/{pattern}$ /$1$2$3$4$5$6$7$8$9\\j\\0?k [L]", "/abcdefghijklmno"));
        Assert.Equal("/a0-b", RewriteLines.Answer("RewriteRule ^/(?<g0>.)(?<g1>.)$ /$10-$2", "/ab"));
    }

    [Theory]
    [InlineData("RewriteRule ^/(.*)$ http://m/$1$1$1$1 [P]")]
    [InlineData("RewriteRule ^/(.*)$ http://m/?a=$1$1$1$1 [P]")]
    [InlineData("RewriteRule ^/(.*)$ /$1$1$1$1")]
    [InlineData("RewriteRule ^/(.*)$ /$1$1$1$1 [R]")]
    [InlineData("RewriteRule ^/(.*)$ - [E=X:$1$1$1$1]")]
    public void Cve_2011_3607_and_2011_4415_what_a_rule_makes_is_bounded(string rule) =>
        Assert.Equal("414 SubstitutionTooLong", RewriteLines.Answer(rule, "/" + new string('a', 3_000)));

    [Theory]
    [InlineData("RewriteCond %{LA-U:REMOTE_USER} !^$\nRewriteRule ^ -", "look ahead")]
    [InlineData("RewriteCond %{LA-F:REQUEST_FILENAME} !^$\nRewriteRule ^ -", "look ahead")]
    public void Cve_2026_56154_there_is_no_look_ahead(string lines, string cause) => Assert.Contains(cause, Assert.Single(RewriteLines.Problems(lines)), StringComparison.Ordinal);

    [Theory]
    [InlineData("file('/etc/passwd') =~ /root/")]
    [InlineData("filesize('/etc/passwd') -gt 0")]
    [InlineData("-f '/etc/passwd'")]
    [InlineData("-e %{REQUEST_URI}")]
    [InlineData("osenv('PATH') == ''")]
    [InlineData("%{osenv:PATH} == ''")]
    public void Cve_2026_24072_44119_and_59797_no_expression_reads_files(string expression)
    {
        Assert.Contains("R57", Assert.Single(RewriteLines.Problems($"SetEnvIfExpr \"{expression}\" X")), StringComparison.Ordinal);
        Assert.Contains("R57", Assert.Single(RewriteLines.Problems($"RewriteCond expr \"{expression}\"\nRewriteRule ^ -")), StringComparison.Ordinal);
    }

    [Fact]
    public void Cve_2006_3747_a_url_of_many_parts_is_no_target() =>
        Assert.Single(RewriteLines.Problems("RewriteRule ^ ldap://h/????????? [L]"));
}
