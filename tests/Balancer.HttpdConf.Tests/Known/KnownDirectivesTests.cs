using Balancing.HttpdConf.Known;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Tests.Known;

/// <summary>What we know of the directives of httpd, imported or not.</summary>
public class KnownDirectivesTests
{
    [Fact]
    public void Every_directive_of_httpd_is_known_and_none_is_invented() => Assert.Equal(
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Known", "names.txt")).Order(StringComparer.Ordinal),
        KnownDirectives.All.Select(known => known.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_reason_and_remedy_is_a_sentence()
    {
        foreach (var known in KnownDirectives.All)
        {
            Assert.Matches("^[A-Z].*[^.!]$", known.Reason);
            Assert.True(known.Reason.Count(c => c == ' ') >= 3, known.Reason);
            Assert.Matches("^([A-Z].*[^.!])?$", known.Remedy);
        }
    }

    [Fact]
    public void Whatever_is_refused_has_a_remedy() => Assert.DoesNotContain(
        KnownDirectives.All, known => known.Verdict is KnownVerdict.Refused or KnownVerdict.RefusedInSections && known.Remedy.Length == 0);

    [Theory]
    [InlineData("AuthType", "Basic")]
    [InlineData("AuthUserFile", "/etc/users")]
    [InlineData("AuthLDAPURL", "ldap://x")]
    [InlineData("AllowMethods", "GET")]
    [InlineData("LimitRequestBody", "1000")]
    [InlineData("LuaHookAccessChecker", "/x.lua f")]
    [InlineData("<LuaHookAuthChecker>", "")]
    [InlineData("<LimitExcept>", "GET")]
    [InlineData("<If>", "true")]
    [InlineData("MDRequireHttps", "permanent")]
    [InlineData("ProxyBlock", "*")]
    [InlineData("ProxyRemote", "* http://p")]
    [InlineData("RemoteIPHeader", "X-Forwarded-For")]
    [InlineData("RewriteMap", "m txt:/x")]
    [InlineData("SSLRequire", "true")]
    [InlineData("SSLRequireSSL", "")]
    [InlineData("SSLVerifyClient", "require")]
    [InlineData("SSLVerifyClient", "optional")]
    [InlineData("SSLOptions", "+StdEnvVars +FakeBasicAuth")]
    [InlineData("SSLProxyCARevocationCheck", "chain")]
    [InlineData("SSLStrictSNIVHostCheck", "on")]
    [InlineData("StrictHostCheck", "ON")]
    [InlineData("HttpProtocolOptions", "Strict RegisteredMethods")]
    [InlineData("TraceEnable", "off")]
    [InlineData("SetOutputFilter", "DEFLATE;SUBSTITUTE")]
    [InlineData("AddOutputFilterByType", "SUBSTITUTE text/html")]
    [InlineData("SecRuleEngine", "On")]
    [InlineData("OIDCProviderMetadataURL", "https://x")]
    public void What_protects_is_never_ignored(string label, string arguments) =>
        Assert.Equal(KnownVerdict.Refused, Verdict(label, KnownContexts.Server, arguments));

    [Theory]
    [InlineData("AuthType", "None")]
    [InlineData("LimitRequestBody", "0")]
    [InlineData("SSLVerifyClient", "none")]
    [InlineData("SSLOptions", "+StdEnvVars -ExportCertData")]
    [InlineData("StrictHostCheck", "off")]
    [InlineData("HttpProtocolOptions", "Unsafe LenientMethods Allow0.9")]
    [InlineData("TraceEnable", "on")]
    [InlineData("SetOutputFilter", "INFLATE;DEFLATE")]
    [InlineData("AddOutputFilterByType", "DEFLATE text/html application/json")]
    [InlineData("AddOutputFilter", "INCLUDES .shtml")]
    [InlineData("Listen", "80")]
    [InlineData("DocumentRoot", "/var/www")]
    [InlineData("<Directory>", "/")]
    [InlineData("CustomLog", "a b")]
    [InlineData("SSLCertificateFile", "a.pem")]
    [InlineData("NameVirtualHost", "*:80")]
    [InlineData("LockFile", "x")]
    [InlineData("php_admin_value", "a b")]
    public void What_changes_nothing_for_proxied_requests_is_ignored(string label, string arguments) =>
        Assert.Equal(KnownVerdict.Ignored, Verdict(label, KnownContexts.VirtualHost, arguments));

    [Fact]
    public void A_redirect_comes_before_the_proxy_in_a_section_only()
    {
        Assert.Equal(KnownVerdict.Ignored, Verdict("redirect", KnownContexts.Server, "/a http://b/"));
        Assert.Equal(KnownVerdict.Refused, Verdict("REDIRECT", KnownContexts.Location, "http://b/"));
    }

    [Theory]
    [InlineData("PidFile", "v", "x", "httpd refuses PidFile here, it may stand in the server")]
    [InlineData("ServerAlias", "s", "x", "httpd refuses ServerAlias here, it may stand in <VirtualHost>")]
    [InlineData("ProxyPass", "d", "http://x", "httpd refuses ProxyPass here, it may stand in the server, <VirtualHost>, <Location> and <Proxy>")]
    [InlineData("ProxyRequests", "l", "Off", "httpd refuses ProxyRequests here, it may stand in the server, <VirtualHost>")]
    [InlineData("AuthName", "s", "x", "httpd refuses AuthName here, it may stand in <Location> and <Proxy>, <Directory>, <Files> and <If>, .htaccess")]
    [InlineData("ProxyPreserveHost", "s", "Yes", "ProxyPreserveHost must be On or Off")]
    [InlineData("ServerName", "s", "a b", "ServerName takes 1 argument, not 2")]
    [InlineData("RewriteMap", "s", "a", "RewriteMap takes 2 to 3 arguments, not 1")]
    [InlineData("Alias", "s", "a b c", "Alias takes 1 to 2 arguments, not 3")]
    [InlineData("ProxyPreserveHost", "l", "on", "")]
    [InlineData("BalancerMember", "l", "http://a x=y", "")]
    public void Says_what_httpd_would_refuse(string label, string where, string arguments, string wrong) =>
        Assert.Equal(wrong, KnownDirectives.Find(label)!.WrongFor(KnownPlaces.Parse(where), Words(arguments)));

    [Theory]
    [InlineData("ProxyPas", "ProxyPass")]
    [InlineData("PorxyPass", "ProxyPass")]
    [InlineData("proxypassrevers", "ProxyPassReverse")]
    [InlineData("BalancerMemeber", "BalancerMember")]
    [InlineData("ServerNmae", "ServerName")]
    [InlineData("<Locaton>", "<Location>")]
    [InlineData("<VirtualHosts>", "<VirtualHost>")]
    [InlineData("Usr", "Use")]
    [InlineData("Nothing", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("ProxyPassssssssssssssssssssssssssssssssssssssssssssssssss", null)]
    public void A_slip_is_recognised(string written, string? meant) => Assert.Equal(meant, KnownDirectives.Nearest(written));

    [Fact]
    public void A_directive_exists_when_its_module_is_loaded()
    {
        const string Text = """
            <IfDirective SSLEngine>
            Name ssl
            </IfDirective>
            <IfDirective proxypass>
            Name proxy
            </IfDirective>
            <IfSection !ProxyMatch>
            Name nosection
            </IfSection>
            <IfDirective MaxRequestWorkers>
            Name mpm
            </IfDirective>
            <IfDirective LockFile>
            Name old
            </IfDirective>
            """;
        Assert.Equal(["ssl", "proxy", "mpm"], ConfigReader.Read(Text, "f").Nodes.Select(node => node.Text));
        Assert.Equal(
            ["proxy", "mpm"], ConfigReader.Read("LoadModule proxy_module x.so\nLoadModule mpm_prefork_module x.so\n" + Text, "f").Nodes.Select(node => node.Text));
    }

    private static KnownVerdict Verdict(string label, KnownContexts where, string arguments) =>
        KnownDirectives.Find(label)!.VerdictFor(where, Words(arguments));

    private static string[] Words(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
