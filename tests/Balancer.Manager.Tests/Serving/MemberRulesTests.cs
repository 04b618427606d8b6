namespace Balancing.Manager.Tests.Serving;

/// <summary>Where members may be added while the program runs (R50).</summary>
public class MemberRulesTests
{
    [Theory]
    [InlineData("http://10.0.0.7")]
    [InlineData("http://10.0.0.1:9090/app")]
    [InlineData("http://app.internal:81")]
    [InlineData("http://APP.internal.")]
    [InlineData("https://10.0.0.254")]
    [InlineData("http://[fd00::1:2]")]
    public void Beside_the_configured_members_is_allowed(string url) => Assert.Equal("", Add(url));

    [Theory]
    [InlineData("http://10.0.1.1", "no network")]
    [InlineData("http://127.0.0.1", "no network")]
    [InlineData("http://[fd00:0:0:1::1]", "no network")]
    [InlineData("http://[::1]", "no network")]
    [InlineData("http://other.internal", "no configured member")]
    [InlineData("http://app.internal.evil.example", "no configured member")]
    [InlineData("http://localhost", "no configured member")]
    [InlineData("ajp://10.0.0.7", "speaks ajp")]
    [InlineData("ftp://10.0.0.7", "speaks ftp")]
    [InlineData("unix:/run/x|http://10.0.0.7", "Unix socket")]
    [InlineData("http://user@10.0.0.7", "user information")]
    [InlineData("10.0.0.7", "absolute URL")]
    public void Elsewhere_is_refused_and_told_why(string url, string why) => Assert.Contains(why, Add(url), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://169.254.169.254.")]
    [InlineData("http://169.254.1.1")]
    [InlineData("http://[fd00:ec2::254]")]
    [InlineData("http://[fe80::1]")]
    [InlineData("http://[::ffff:169.254.169.254]")]
    [InlineData("http://[::ffff:a9fe:a9fe]")]
    [InlineData("http://[::169.254.169.254]")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]")]
    [InlineData("http://[2002:a9fe:a9fe::1]")]
    [InlineData("http://[2001:0:1:1::5601:5601]")]
    [InlineData("http://metadata.google.internal")]
    [InlineData("http://METADATA.google.internal.")]
    [InlineData("http://metadata")]
    [InlineData("http://instance-data")]
    [InlineData("http://100.100.100.200")]
    [InlineData("http://168.63.129.16")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://0.1.2.3")]
    [InlineData("http://[::]")]
    [InlineData("http://224.0.0.1")]
    [InlineData("http://255.255.255.255")]
    [InlineData("http://[ff02::1]")]
    public void Metadata_services_link_local_and_no_ones_addresses_are_refused_always(string url) =>
        Assert.Contains("never a member", Add(url, "0.0.0.0/0", "::/0"), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://2852039166")]
    [InlineData("http://0xa9fea9fe")]
    [InlineData("http://0xA9.0xFE.0xA9.0xFE")]
    [InlineData("http://0251.0376.0251.0376")]
    [InlineData("http://169.254.43518")]
    [InlineData("http://010.0.0.7")]
    [InlineData("http://10.7")]
    [InlineData("http://10.0.0.256")]
    [InlineData("http://1\u3002 2")]
    [InlineData("http://\uFF11\uFF10.0.0.7")]
    [InlineData("http://x.0x7")]
    [InlineData("http://[fe80::1%25eth0]")]
    [InlineData("http://[fd00::1%1]")]
    public void Other_spellings_of_addresses_are_refused(string url) => Assert.NotEqual("", Add(url, "0.0.0.0/0", "::/0"));

    [Theory]
    [InlineData("http://192.168.7.1", "192.168.0.0/16")]
    [InlineData("http://[::ffff:192.168.7.1]", "192.168.7.1")]
    [InlineData("http://[2001:db8::7]", "2001:db8::/32")]
    public void More_networks_can_be_named(string url, string network) => Assert.Equal("", Add(url, network));

    [Fact]
    public void A_member_that_was_added_does_not_let_in_its_neighbours()
    {
        using var bench = Bench.OfTwo(o => o.MemberNetworks.Add("192.168.1.4/30"));

        Assert.Equal(200, bench.Post("b=foo&b_nwrkr=http://192.168.1.5&b_wyes=1").Status);
        Assert.Equal(400, bench.Post("b=foo&b_nwrkr=http://192.168.1.99&b_wyes=1").Status);
    }

    [Fact]
    public void A_new_member_begins_disabled_and_in_the_journal()
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(200, bench.Post("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1").Status);

        Assert.True(bench.Foo.Snapshot()["http://10.0.0.3"].Status.HasFlag(MemberStatus.Disabled));
        Assert.Equal("anonymous (10.0.0.9)", bench.Foo.Journal[0].By.ToString());
    }

    [Fact]
    public void Without_the_permission_nobody_adds_and_nothing_else_of_the_form_is_done()
    {
        using var bench = Bench.OfTwo();
        bench.Permissions = ManagerPermissions.View | ManagerPermissions.Edit;
        var before = bench.State;

        Assert.Equal(400, bench.Post("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1&b_tmo=5").Status);
        Assert.Equal(before, bench.State);
    }

    [Theory]
    [InlineData("b_nwrkr=http://10.0.0.3")]
    [InlineData("b_nwrkr=http://10.0.0.3&b_wyes=0")]
    [InlineData("b_wyes=1")]
    [InlineData("b_nwrkr=http://10.0.0.3&b_wyes=yes")]
    public void What_is_not_confirmed_is_told(string form)
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(400, bench.Post("b=foo&" + form).Status);
        Assert.Equal(2, bench.Foo.Members.Count);
    }

    [Fact]
    public void All_networks_that_are_none_are_told_at_once()
    {
        var options = new ManagerOptions { History = TimeSpan.Zero, Title = "a\nb" };
        options.MemberNetworks.Add("10.0.0.1/8");
        options.MemberNetworks.Add("10.1");
        options.MemberNetworks.Add("::ffff:10.0.0.1/120");

        var problems = Assert.Throws<BalancerConfigurationException>(() => new BalancerManager([], null, options)).Problems;

        Assert.Equal(
            ["Manager:History", "Manager:Title", "Manager:MemberNetworks:0", "Manager:MemberNetworks:1", "Manager:MemberNetworks:2"], problems.Select(p => p.Place));
        Assert.Contains("10.0.0.0/8", problems[2].Remedy, StringComparison.Ordinal);
    }

    // What is wrong with a new member, or nothing when it was added.
    private static string Add(string url, params string[] networks)
    {
        using var foo = Balancer.Create("foo").Member("http://10.0.0.1").Member("http://App.Internal:8080").Member("https://[fd00::1]").Growth(1).Build();
        var options = new ManagerOptions();
        Array.ForEach(networks, options.MemberNetworks.Add);
        var view = ManagerView.Of([foo]).Balancers[0];
        var desk = new Manager.Serving.EditDesk(new(options.Networks()), new(null));
        return string.Join("; ", desk.Apply(view, new EditRequest(new AddMemberEdit(url)), ManagerPermissions.All).Problems);
    }
}
