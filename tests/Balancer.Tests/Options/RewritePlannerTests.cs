using Balancing.Tests.Mapping;

namespace Balancing.Tests.Planning;

/// <summary>What a RewriteRule and its conditions may say.</summary>
public class RewritePlannerTests
{
    [Theory]
    [InlineData("=x", ConditionTest.Equal, "x")]
    [InlineData("=\"\"", ConditionTest.Equal, "")]
    [InlineData("<x", ConditionTest.Less, "x")]
    [InlineData("<=x", ConditionTest.LessOrEqual, "x")]
    [InlineData(">x", ConditionTest.Greater, "x")]
    [InlineData(">=x", ConditionTest.GreaterOrEqual, "x")]
    [InlineData("-eq5", ConditionTest.NumberEqual, "5")]
    [InlineData("-ne 5", ConditionTest.NumberNotEqual, "5")]
    [InlineData("-lt-5", ConditionTest.NumberLess, "-5")]
    [InlineData("-le5", ConditionTest.NumberLessOrEqual, "5")]
    [InlineData("-gt5", ConditionTest.NumberGreater, "5")]
    [InlineData("-ge5", ConditionTest.NumberGreaterOrEqual, "5")]
    [InlineData("-f", ConditionTest.File, "-f")]
    [InlineData("-U", ConditionTest.File, "-U")]
    [InlineData("-H", ConditionTest.Pattern, "-H")]
    [InlineData("-", ConditionTest.Pattern, "-")]
    [InlineData("=", ConditionTest.Pattern, "=")]
    [InlineData("^x", ConditionTest.Pattern, "^x")]
    public void A_condition_is_taken_apart_as_httpd_does(string pattern, ConditionTest kind, string value)
    {
        foreach (var negate in (bool[])[false, true])
        {
            var site = ReverseProxy.Create("www").RewriteCond("%{REQUEST_URI}", (negate ? "!" : "") + pattern, c => c.NoCase().Or()).RewriteRule("^", "-");

            var condition = Assert.Single(Assert.Single(Plans.Site(site.Options).RewriteRules).Conditions);

            Assert.Equal((kind, value, negate, true, true), (condition.Kind, condition.Value, condition.Negate, condition.NoCase, condition.OrNext));
        }
    }

    [Theory]
    [InlineData("RewriteRule ^ - [X]", "RewriteRule:0:Flags: unknown flag 'X'")]
    [InlineData("RewriteRule ^ - [L,,NC]", "RewriteRule:0:Flags: a flag is empty")]
    [InlineData("RewriteRule ^ - [H=x]", "RewriteRule:0:Flags: H sets a handler")]
    [InlineData("RewriteRule ^ - [type=x]", "RewriteRule:0:Flags: T sets the type of a local file")]
    [InlineData("RewriteRule ^ - [CO=a:b:c]", "RewriteRule:0:Flags: CO sets a cookie")]
    [InlineData("RewriteRule ^ - [S]", "RewriteRule:0:Flags: S cannot be ''")]
    [InlineData("RewriteRule ^ - [S=x]", "RewriteRule:0:Flags: S cannot be 'x'. Use S=number, 0 or more")]
    [InlineData("RewriteRule ^ - [N=0]", "RewriteRule:0:Flags: N cannot be '0'. Use N=number, 1 to 1000")]
    [InlineData("RewriteRule ^ - [N=1001]", "RewriteRule:0:Flags: N cannot be '1001'")]
    [InlineData("RewriteRule ^ - [E]", "RewriteRule:0:Flags: E= sets no variable")]
    [InlineData("RewriteRule ^ - [E=X:%{NOPE}]", "RewriteRule:0:Flags: %{NOPE} is not known")]
    [InlineData("RewriteRule ^ /b [R=foo]", "RewriteRule:0:Flags: R cannot be 'foo'")]
    [InlineData("RewriteRule ^ /b [R=999]", "RewriteRule:0:Flags: R cannot be '999'")]
    [InlineData("RewriteRule ^ /b [R=304]", "RewriteRule:0:Flags: R=304 is no redirect that a client follows")]
    [InlineData("RewriteRule ^ http://h/ [P,R]", "RewriteRule:0:Flags: P and R exclude each other")]
    [InlineData("RewriteRule ^ - [R=301]", "RewriteRule:0:To: a redirect needs a place to go to")]
    [InlineData("RewriteRule ^ foo", "RewriteRule:0:To: 'foo' is neither a path nor '-'")]
    [InlineData("RewriteRule ^ /${map:$1}", "RewriteRule:0:To: ${map:key} looks into a RewriteMap")]
    [InlineData("RewriteRule ^ %{DOCUMENT_ROOT}/x", "RewriteRule:0:To: %{DOCUMENT_ROOT} is not known: there are no local files here")]
    [InlineData("RewriteRule ^ balancer://foo/", "RewriteRule:0:To: 'balancer://foo/' cannot be redirected to: 'balancer' is no scheme a client can be sent to; use http or https, or add the flag P")]
    [InlineData("RewriteRule ^(.*) https://$1/ [R]", "RewriteRule:0:To: 'https://$1/' cannot be redirected to: the host is missing, or would be chosen by the request")]
    [InlineData("RewriteRule ^(.*) https://$1.com/ [R]", "RewriteRule:0:To: 'https://$1.com/' cannot be redirected to: a capture or variable of the request would choose the domain")]
    [InlineData("RewriteRule ^(.*) https://$1.%{HTTP_HOST}/ [R]", "would choose the domain")]
    [InlineData("RewriteRule ^(.*) https://h:$1/ [R]", "must not be a part of the host or port")]
    [InlineData("RewriteRule ^(.*) https://www.$1 [R]", "must not be a part of the host or port")]
    [InlineData("RewriteRule ^(.*) https://u@h/ [R]", "'@' cannot stand in a host")]
    [InlineData("RewriteRule ^(.*) https://%{HTTP:X-Forwarded-Host}/ [R]", "the host is missing, or would be chosen by the request")]
    [InlineData("RewriteCond %{QUERY_STRING} ^to=(.*)$\nRewriteRule ^ https://%1/ [R]", "the host is missing, or would be chosen by the request")]
    [InlineData("RewriteCond %{HTTP_HOST} ^(.*)$ [OR]\nRewriteCond %{QUERY_STRING} ^to=(.*)$\nRewriteRule ^ https://%1/ [R]", "the host is missing")]
    [InlineData("RewriteCond %{HTTP_HOST} ^(.*)$\nRewriteCond %{HTTP_HOST}%{REQUEST_URI} ^(.*)$\nRewriteRule ^ https://%1/ [R]", "the host is missing")]
    [InlineData("RewriteCond %{HTTP_HOST} !^(.*)$\nRewriteRule ^ https://%1/ [R]", "the host is missing")]
    [InlineData("RewriteCond %{HTTP_X_FORWARDED_PROTO} x\nRewriteRule ^ -", "RewriteRule:0:Conditions:0:Test: %{HTTP_X_FORWARDED_PROTO} is not known: it is always empty in httpd. Use %{HTTP:X-Forwarded-Proto} for the header")]
    [InlineData("RewriteCond %{SSL:SSL_PROTOCOL} x\nRewriteRule ^ -", "'ssl' is not known: what TLS knows is not seen here. Test HTTPS")]
    [InlineData("RewriteCond %{REMOTE_USER} x\nRewriteRule ^ -", "nobody is authenticated here")]
    [InlineData("RewriteCond %{TIME_HOUR} >18\nRewriteRule ^ -", "rules have no clock")]
    [InlineData("RewriteCond %{REQUEST_STATUS} =200\nRewriteRule ^ -", "there is no response yet")]
    [InlineData("RewriteCond %{DOCUMENT_ROOT}/x ^/\nRewriteRule ^ -", "there are no local files here")]
    [InlineData("RewriteCond %{reqenv:X} x\nRewriteRule ^ -", "Use %{HTTP:header} or %{ENV:variable}")]
    [InlineData("RewriteCond %{REQUEST_URI} ( \nRewriteRule ^ -", "RewriteRule:0:Conditions:0:Pattern: '(' is not a regular expression")]
    [InlineData("RewriteCond %{REQUEST_URI} -gtx\nRewriteRule ^ -", "'x' is no whole number")]
    [InlineData("RewriteCond %{REQUEST_URI} x [L]\nRewriteRule ^ -", "RewriteRule:0:Conditions:0:Flags: unknown flag 'L'. Use NC, OR or NV")]
    [InlineData("RewriteCond expr true==\nRewriteRule ^ -", "is no expression")]
    [InlineData("RewriteCond %{HTTPS} =on", "RewriteCond: conditions stand behind the last rule")]
    [InlineData("SetEnvIf Server_Addr ^1 X", "SetEnvIf:0:Attribute: Server_Addr is not known here")]
    [InlineData("SetEnvIf ^X-( ^1 X", "SetEnvIf:0:Attribute: '^X-(' is not a regular expression")]
    [InlineData("SetEnvIfExpr nonsense X", "SetEnvIf:0:Expr: 'nonsense' is no expression")]
    public void What_cannot_be_is_one_problem_with_place_and_remedy(string lines, string problem) =>
        Assert.Contains(problem, Assert.Single(RewriteLines.Problems(lines)), StringComparison.Ordinal);

    [Theory]
    [InlineData("RewriteCond %{DOCUMENT_ROOT}/%{REQUEST_FILENAME} !-f\nRewriteRule ^ -")]
    [InlineData("RewriteCond %{HTTPS} =off [NC,OR,NV]\nRewriteCond %{HTTP_HOST} ^(.*)$ [nocase]\nRewriteRule ^ https://%1/ [R]")]
    [InlineData("RewriteCond %{HTTP_HOST} ^a$ [OR]\nRewriteCond %{HTTP_HOST} ^(.*)$\nRewriteRule ^ https://%1/ [R]")]
    [InlineData("RewriteRule ^ /\\${HOME}")]
    [InlineData("RewriteRule ^ http://h/$1 [P,L,QSA,NE,B,NC,C]")]
    public void What_can_be_is_no_problem(string lines) => Assert.Empty(RewriteLines.Problems(lines));

    [Fact]
    public void Conditions_belong_to_the_next_rule_only()
    {
        var rules = RewriteLines.Plan("RewriteCond a a\nRewriteCond b b\nRewriteRule ^/1 -\nRewriteRule ^/2 -\nRewriteCond c c\nRewriteRule ^/3 -").RewriteRules;

        Assert.Equal([2, 0, 1], rules.Select(rule => rule.Conditions.Count));
    }

    [Fact]
    public void Verbs_say_what_flags_say()
    {
        var byVerb = ReverseProxy.Create("www").RewriteRule("^", "/x", r => r.QsAppend().QsDiscard().QsLast().Redirect(307).Chain().Skip(2).Next(5).Env("A", "b").UnsetEnv("C").EscapeBackrefs());
        var byFlag = ReverseProxy.Create("www").RewriteRule("^", "/x", r => r.Flags("QSA,QSD,QSL,R=307,C,S=2,N=5,E=A:b,E=!C,B"));

        Assert.Equal(Plans.Print(Plans.Site(byFlag.Options)), Plans.Print(Plans.Site(byVerb.Options)));
    }

    [Fact]
    public void Json_gives_the_plan_of_the_sentence()
    {
        var byCode = ReverseProxy.Create("www")
            .RewriteCond("%{HTTP_HOST}", @"^www\.(.+)$", c => c.NoCase())
            .RewriteRule("^", "https://%1%{REQUEST_URI}", r => r.Redirect(301).Last())
            .SetEnvIfExpr("%{HTTPS} == 'on'", "TLS")
            .Header(h => h.EditAll("Set-Cookie", "^(.*)$", "$1; Secure", expr: "%{HTTPS} == 'on'").Echo("^X-"))
            .Options;
        var byJson = Plans.FromJson<SiteOptions>("""
            {
              "RewriteRule": [ { "Pattern": "^", "To": "https://%1%{REQUEST_URI}", "Flags": "R=301,L",
                                 "Conditions": [ { "Test": "%{HTTP_HOST}", "Pattern": "^www\\.(.+)$", "Flags": "NC" } ] } ],
              "SetEnvIf": [ { "Expr": "%{HTTPS} == 'on'", "Variables": [ "TLS" ] } ],
              "Header": [ { "Action": "EditAll", "Name": "Set-Cookie", "Pattern": "^(.*)$", "Value": "$1; Secure", "Expr": "%{HTTPS} == 'on'" },
                          { "Action": "Echo", "Name": "^X-" } ]
            }
            """);

        Assert.Equal(Plans.Print(Plans.Site(byCode)), Plans.Print(Plans.Site(byJson)));
    }
}
