using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests.Acceptance;

/// <summary>Directives in forms that are right and in forms that are nearly right.</summary>
internal static class Texts
{
    /// <summary>Words that httpd reads over, and a quote that it closes itself (D6).</summary>
    public static readonly IReadOnlySet<string> WeRefuse =
        new HashSet<string>(["ProxyPassReverse /a http://{m1}/ x", "ProxyPassReverseCookieDomain a b c", "ProxyVia \"On"], StringComparer.Ordinal);

    public static readonly IReadOnlyList<string> All =
    [
        // Mapping
        "ProxyPass /a http://{m1}/", "ProxyPass /a", "ProxyPass", "ProxyPass /a http://{m1}/ extra", "ProxyPass /a http://{m1}/ key=", "ProxyPass /a !",
        "ProxyPass /a ! nocanon", "ProxyPass ~ ^/a$ http://{m1}/", "ProxyPass ~ ^/(a$ http://{m1}/", "ProxyPassMatch ^/(a http://{m1}/",
        "ProxyPassMatch ^/a$ !", "ProxyPassMatch ~ ^/a$ http://{m1}/", "ProxyPass /a http://{m1}/ mapping=encoded", "ProxyPass /a http://{m1}/ mapping=Servlet",
        "ProxyPass /a http://{m1}/ mapping=x", "ProxyPass /a http://{m1}/ nocanon interpolate noquery", "ProxyPass /a http://{m1}/ NOCANON",
        "ProxyPass /a balancer://foo/", "ProxyPass /a balancer://", "ProxyPass /a http:///x", "ProxyPass /a not-a-url", "ProxyPass /a http://{m1}/ =x",
        "<Location /a>\nProxyPass http://{m1}/\n</Location>", "<Location /a>\nProxyPass /b http://{m1}/\n</Location>", "<Location /a>\nProxyPass\n</Location>",
        "<LocationMatch ^/a>\nProxyPassMatch http://{m1}/\n</LocationMatch>", "<Location>\nProxyPass http://{m1}/\n</Location>", "<Location /a>\nProxyPass http://{m1}/",
        "<LocationMatch ^/(a>\nProxyPassMatch http://{m1}/\n</LocationMatch>",

        // Balancers
        "<Proxy balancer://foo>\nBalancerMember http://{m1}\n</Proxy>", "<Proxy>\nBalancerMember http://{m1}\n</Proxy>", "BalancerMember balancer://foo http://{m1}",
        "BalancerMember http://{m1}", "BalancerMember balancer://foo", "BalancerMember foo http://{m1}", "BalancerMember balancer://foo {m1}",
        "<Proxy balancer://foo>\nBalancerMember balancer://foo http://{m1}\n</Proxy>", "<Proxy balancer://foo>\nBalancerMember http://{m1} loadfactor\n</Proxy>",
        "<Proxy balancer://foo lbmethod=bytraffic>\nBalancerMember http://{m1}\n</Proxy>", "<Proxy balancer://foo lbmethod=x>\nBalancerMember http://{m1}\n</Proxy>",
        "<Proxy balancer://foo x>\nBalancerMember http://{m1}\n</Proxy>", "<Proxy http://{m1}/ loadfactor=5>\n</Proxy>", "<Proxy * loadfactor=5>\n</Proxy>",
        "ProxySet balancer://foo lbmethod=bytraffic", "BalancerMember balancer://foo http://{m1}\nProxySet balancer://foo lbmethod=bytraffic",
        "ProxySet http://{m1}/ timeout=5", "ProxyPass /a http://{m1}/\nProxySet http://{m1}/ timeout=5", "ProxySet", "ProxySet balancer://foo x",
        "<Proxy balancer://foo>\nProxySet\n</Proxy>", "<Proxy balancer://foo>\nProxySet lbmethod=bytraffic\n</Proxy>",

        // Turning back
        "ProxyPassReverse /a http://{m1}/", "ProxyPassReverse /a", "ProxyPassReverse", "ProxyPassReverse /a http://{m1}/ interpolate", "ProxyPassReverse /a http://{m1}/ x",
        "<Location /a>\nProxyPassReverse http://{m1}/\n</Location>", "<Location /a>\nProxyPassReverse /a http://{m1}/\n</Location>",
        "ProxyPassReverseCookiePath /a /b", "ProxyPassReverseCookiePath /a", "ProxyPassReverseCookieDomain a b interpolate", "ProxyPassReverseCookieDomain a b c",

        // One value
        "ProxyPreserveHost On", "ProxyPreserveHost x", "ProxyPreserveHost", "ProxyAddHeaders off", "ProxyAddHeaders 1", "ProxyVia Full", "ProxyVia x", "ProxyVia",
        "ProxyErrorOverride On", "ProxyErrorOverride Off", "ProxyErrorOverride On 404 500", "ProxyErrorOverride Off 404", "ProxyErrorOverride On 399",
        "ProxyErrorOverride On 600", "ProxyErrorOverride On x", "ProxyErrorOverride x", "ProxyMaxForwards 5", "ProxyMaxForwards", "ProxyTimeout 5", "ProxyTimeout 0",
        "ProxyTimeout -1", "ProxyTimeout", "ProxyRequests Off", "ProxyRequests x", "AllowEncodedSlashes NoDecode", "AllowEncodedSlashes x", "MergeSlashes Off",
        "MergeSlashes x", "UseCanonicalName On", "UseCanonicalName x", "ServerName a.example:80", "ServerName a.example:x", "ServerName a.example:99999", "ServerName",
        "ServerName a b", "BalancerPersist On", "BalancerPersist x", "BalancerGrowth 5", "BalancerGrowth 1001", "BalancerGrowth -1", "BalancerInherit Off",
        "ProxyPassInterpolateEnv On", "ProxyPassInterpolateEnv x",

        // Headers, variables, rewriting
        "Header set X a", "Header set X", "Header set", "Header", "Header unset X", "Header unset X a", "Header frobnicate X a", "Header set X a env=B", "Header set X a env=!B",
        "Header set X a x", "Header always set X a", "Header onsuccess set X a", "RequestHeader set X a", "RequestHeader always set X a", "RequestHeader unset X",
        "RequestHeader append X a env=B", "Header set X: a", "Header add X \"a b\"", "Header setifempty X a", "Header merge X a",
        "SetEnvIf Request_URI a b", "SetEnvIf Request_URI a", "SetEnvIf Request_URI", "SetEnvIf Request_URI (a b", "SetEnvIfNoCase Host a b c=d !e",
        "RewriteEngine On", "RewriteEngine x", "RewriteRule ^/a /b", "RewriteRule ^/a", "RewriteEngine On\nRewriteRule ^/(a /b", "RewriteRule ^/a /b [L]",
        "RewriteEngine On\nRewriteRule ^/a /b [XX]", "RewriteRule ^/a /b L", "RewriteRule ^/a http://{m1}/ [P]", "RewriteRule ^/a - [F]", "RewriteRule ^/a - [G]", "RewriteRule ^/a /b [PT,NC,QSA,NE]",
        "RewriteRule ^/a /b [L", "RewriteRule ^/a /b c d",

        // The language
        "ProxyVia \\\nOn", "# comment\nProxyVia On", "ProxyVia On # comment", "proxyvia on", "ProxyVia \"On\"", "ProxyVia 'On'", "ProxyVia \"On", "</Location>",
        "<Location /a>\n</LocationMatch>", "<Location /a\n</Location>", "<Location /a>\n<Location /b>\n</Location>\n</Location>", "NoSuchDirective x",
        "<NoSuchSection x>\n</NoSuchSection>", "<Proxy balancer://foo>\nProxyPass /a http://{m1}/\n</Proxy>", "   ProxyVia    On   ", "ProxyVia\tOn",
        .. Abilities.JudgesIdleRules ? ["RewriteRule ^/(a /b", "RewriteRule ^/a /b [XX]"] : Array.Empty<string>(),
    ];
}
