using System.Net;
using Balancing.Tests.Planning;

namespace Balancing.Tests.Mapping;

public class VirtualHostsTests
{
    /// <summary>The virtual hosts of a recording of httpd 2.4.71, which listened at 47100 and 47104.</summary>
    private static readonly VirtualHosts Recorded = VirtualHosts.Of(
        [
            Site("MAIN", s => s.ServerName("main.example")),
            Site("first", s => s.VirtualHost("*:47100").ServerName("first.example")),
            Site("noname", s => s.VirtualHost("*:47100")),
            Site("wild", s => s.VirtualHost("_default_:47100").ServerName("wild.example").ServerAlias("*.wild.example", "x?.example", "EXACT.example")),
            Site("late", s => s.VirtualHost("0.0.0.0:47100").ServerName("late.example:9999").ServerAlias("a.wild.example")),
            Site("ip2", s => s.VirtualHost("127.0.0.2:47100").ServerName("ip2.example")),
            Site("ip2any", s => s.VirtualHost("127.0.0.2").ServerName("ip2any.example")),
            Site("ip34", s => s.VirtualHost("127.0.0.3:47100", "127.0.0.4:47100").ServerName("ip34.example")),
            Site("ip5a", s => s.VirtualHost("127.0.0.5:*").ServerName("ip5a.example")),
            Site("ip5b", s => s.VirtualHost("127.0.0.5:47100").ServerName("ip5b.example")),
        ],
        [47100, 47104]);

    [Theory]
    [InlineData("127.0.0.9", 47100, "first.example", "first")]
    [InlineData("127.0.0.9", 47100, "FIRST.example.", "first")]
    [InlineData("127.0.0.9", 47100, "main.example", "noname")]
    [InlineData("127.0.0.9", 47100, "", "first")]
    [InlineData("127.0.0.9", 47100, "wild.example", "wild")]
    [InlineData("127.0.0.9", 47100, "q.wild.example", "wild")]
    [InlineData("127.0.0.9", 47100, "a.wild.example", "wild")]
    [InlineData("127.0.0.9", 47100, "xy.example", "wild")]
    [InlineData("127.0.0.9", 47100, "xyz.example", "first")]
    [InlineData("127.0.0.9", 47100, "exact.example", "wild")]
    [InlineData("127.0.0.9", 47100, "late.example", "late")]
    [InlineData("127.0.0.9", 47100, "late.example:1", "late")]
    [InlineData("127.0.0.9", 47100, "late.example.:80", "late")]
    [InlineData("127.0.0.9", 47100, "unknown", "first")]
    [InlineData("127.0.0.9", 47100, "ip2.example", "first")]
    [InlineData("127.0.0.9", 47100, "[::1]", "first")]
    [InlineData("::ffff:127.0.0.9", 47100, "late.example", "late")]
    [InlineData("::1", 47100, "late.example", "late")]
    [InlineData("127.0.0.2", 47100, "ip2any.example", "ip2")]
    [InlineData("127.0.0.2", 47100, "first.example", "ip2")]
    [InlineData("127.0.0.2", 47100, "", "ip2")]
    [InlineData("127.0.0.2", 47104, "ip2.example", "ip2any")]
    [InlineData("::ffff:127.0.0.2", 47104, "ip2.example", "ip2any")]
    [InlineData("127.0.0.9", 47104, "first.example", "MAIN")]
    [InlineData("127.0.0.4", 47100, "z", "ip34")]
    [InlineData("127.0.0.4", 47104, "ip34.example", "MAIN")]
    [InlineData("127.0.0.5", 47100, "ip5a.example", "ip5b")]
    [InlineData("127.0.0.5", 47104, "ip5b.example", "ip5a")]
    [InlineData("::1", 47104, "first.example", "MAIN")]
    public void The_site_is_the_one_that_httpd_chose(string address, int port, string host, string site) =>
        Assert.Equal(site, Choose(Recorded, address, port, host));

    [Theory]
    [InlineData("10.0.0.1", false, "b", "b")]
    [InlineData("10.0.0.1", true, "b", "bs")]
    [InlineData("10.0.0.1", false, "unknown", "a")]
    [InlineData("10.0.0.1", true, "unknown", "as")]
    [InlineData("127.0.0.1", false, "b", "b")]
    [InlineData("127.0.0.1", true, "b", "bs")]
    public void A_host_that_listens_elsewhere_compares_no_ports_and_prefers_443_for_tls(string address, bool isTls, string host, string site)
    {
        var hosts = VirtualHosts.Of(
        [
            Site("main", s => s),
            Site("as", s => s.VirtualHost("10.0.0.1:443").ServerName("a")),
            Site("a", s => s.VirtualHost("10.0.0.1:80").ServerName("a")),
            Site("bs", s => s.VirtualHost("10.0.0.1:443").ServerName("b")),
            Site("b", s => s.VirtualHost("10.0.0.1:80").ServerName("b")),
        ]);

        Assert.Equal(site, Choose(hosts, address, 8080, host, isTls));
    }

    [Fact]
    public void Elsewhere_a_site_of_the_other_kind_answers_when_there_is_none_of_its_own_kind_and_no_main_server_that_maps()
    {
        var tlsOnly = new[] { Site("main", s => s), Site("s", s => s.VirtualHost("*:443")) };
        var withMain = new[] { Site("main", s => s.ProxyPass("/", "http://h/")), Site("s", s => s.VirtualHost("*:443")) };

        Assert.Equal("s", Choose(VirtualHosts.Of(tlsOnly), "127.0.0.1", 8080, "x"));
        Assert.Equal("main", Choose(VirtualHosts.Of(withMain), "127.0.0.1", 8080, "x"));
        Assert.Equal("s", Choose(VirtualHosts.Of(withMain), "127.0.0.1", 8443, "x", isTls: true));
    }

    [Fact]
    public void A_port_that_only_Listen_names_belongs_to_the_main_server()
    {
        var sites = new[] { Site("main", s => s), Site("s", s => s.VirtualHost("*:443")) };

        Assert.Equal("main", Choose(VirtualHosts.Of(sites, [80, 443]), "127.0.0.1", 80, "x"));
        Assert.Equal("s", Choose(VirtualHosts.Of(sites, [80, 443]), "127.0.0.1", 443, "x"));
    }

    [Fact]
    public void Sites_without_addresses_are_told_apart_by_name_and_the_first_is_the_default()
    {
        var hosts = VirtualHosts.Of([Site("www", s => s.ServerName("www.example")), Site("shop", s => s.ServerName("https://shop.example:8443"))]);

        Assert.Equal("shop", Choose(hosts, "127.0.0.1", 5000, "SHOP.example:5000"));
        Assert.Equal("www", Choose(hosts, "127.0.0.1", 5000, "unknown"));
        Assert.Equal(1, hosts.IndexOf(null, 0, isTls: false, "shop.example"));
    }

    [Fact]
    public void Nobody_answers_where_no_site_has_the_address()
    {
        var hosts = VirtualHosts.Of([Site("a", s => s.VirtualHost("10.0.0.1:80"))]);

        Assert.Equal(-1, hosts.IndexOf(IPAddress.Parse("10.0.0.2"), 80, isTls: false, "a"));
        Assert.Equal(-1, VirtualHosts.Of([]).IndexOf(IPAddress.Loopback, 80, isTls: false, "a"));
    }

    [Theory]
    [InlineData("a.example", "*.example", true)]
    [InlineData("A.B.example", "*.b.EXAMPLE", true)]
    [InlineData("example", "*.example", false)]
    [InlineData("www.example", "w?w.ex*le", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*c", false)]
    [InlineData("x", "**", true)]
    [InlineData("x", "x?", false)]
    public void A_wildcard_alias_fits_whole_names(string host, string alias, bool fits)
    {
        var hosts = VirtualHosts.Of([Site("first", s => s.ServerName("first")), Site("alias", s => s.ServerName("z").ServerAlias(alias))]);

        Assert.Equal(fits ? "alias" : "first", Choose(hosts, "127.0.0.1", 1, host));
    }

    [Fact]
    public void Choosing_allocates_nothing()
    {
        var (v4, mapped) = (IPAddress.Parse("127.0.0.5"), IPAddress.Parse("::ffff:127.0.0.9"));
        Play();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Play();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Play()
        {
            for (var i = 0; i < 1000; i++)
            {
                Recorded.IndexOf(v4, 47100, isTls: false, "ip5b.example");
                Recorded.IndexOf(mapped, 47100, isTls: false, "q.Wild.example.:80");
                Recorded.IndexOf(mapped, 5000, isTls: true, "unknown");
                Recorded.IndexOf(null, 0, isTls: false, null);
            }
        }
    }

    [Theory]
    [InlineData("*", null, 0)]
    [InlineData("*:*", null, 0)]
    [InlineData("_DEFAULT_:443", null, 443)]
    [InlineData("0.0.0.0:80", null, 80)]
    [InlineData("[::]", null, 0)]
    [InlineData("10.0.0.1", "10.0.0.1", 0)]
    [InlineData("[2001:db8::1]:443", "2001:db8::1", 443)]
    [InlineData("[::ffff:10.0.0.1]:80", "10.0.0.1", 80)]
    public void An_address_is_read_as_httpd_reads_it(string text, string? address, int port)
    {
        Assert.True(SiteAddress.TryParse(text, out var read));
        Assert.Equal(new SiteAddress(address is null ? null : IPAddress.Parse(address), port), read);
        Assert.True(SiteAddress.TryParse(read.ToString(), out var again));
        Assert.Equal(read, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("www.example:80")]
    [InlineData("10.1")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1:0")]
    [InlineData("10.0.0.1:99999")]
    [InlineData("10.0.0.1:")]
    [InlineData("::1")]
    [InlineData("[::1%2]")]
    [InlineData("*:+80")]
    public void What_is_no_address_is_a_problem(string text) =>
        Assert.Contains("is no address", Assert.Single(Plans.Problems(new SiteOptions { Addresses = [text] })).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("80", 80)]
    [InlineData("443 https", 443)]
    [InlineData("[::]:8080", 8080)]
    [InlineData("10.0.0.1:81", 81)]
    public void A_listener_has_a_port(string text, int port) =>
        Assert.True(SiteAddress.TryParseListen(text, out var address) && address.Port == port);

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1")]
    [InlineData("80 http x")]
    [InlineData("0")]
    public void A_listener_without_port_is_none(string text) => Assert.False(SiteAddress.TryParseListen(text, out _));

    private static SitePlan Site(string name, Func<ReverseProxyBuilder, ReverseProxyBuilder> say) => say(ReverseProxy.Create(name)).Build().Plan;

    private static string Choose(VirtualHosts hosts, string address, int port, string host, bool isTls = false) =>
        hosts.Sites[hosts.IndexOf(IPAddress.Parse(address), port, isTls, host)].Name;
}
