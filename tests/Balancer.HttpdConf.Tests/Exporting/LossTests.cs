using Balancing.Testing;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>What a format cannot say is said to the caller.</summary>
public class LossTests
{
    private static readonly Func<BalancingOptions, ExportResult>[] All =
        [ConfigurationExport.ToHttpd, ConfigurationExport.ToJson, ConfigurationExport.ToCSharp];

    [Fact]
    public void Code_is_lost_in_every_format()
    {
        var options = Of(Balancer.Create("foo")
            .Member("http://a", new object()).Member("http://b", m => m.HealthCheck(h => h.Method(HcMethod.Get).Expr(probe => probe.Status == 200)))
            .LbMethod(new First()));

        foreach (var write in All)
        {
            Assert.Equal(
                ["Balancers:foo:Members:0:Attached", "Balancers:foo:Members:1:HealthCheck:Expr", "Balancers:foo:Method"],
                write(options).Losses.Select(loss => loss.Place).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_member_that_is_only_a_name_stands_for_an_object_and_is_left_out_of_code_and_httpd_text()
    {
        var options = Of(Balancer.Create("rooms").Member("room-1", new object()).Member("http://b"));

        Assert.Equal(["http://b"], HttpdImporter.Import(ConfigurationExport.ToHttpd(options).Text).OptionsOrThrow().Balancers["rooms"].Members.Select(m => m.Url));
        Assert.DoesNotContain("\"room-1\"", ConfigurationExport.ToCSharp(options).Text, StringComparison.Ordinal);
        Assert.All(All, write => Assert.NotEmpty(write(options).Losses));
    }

    [Fact]
    public void A_method_of_an_unknown_name_is_byrequests_in_httpd_text_only()
    {
        var options = Of(Balancer.Create("foo").Member("http://a").LbMethod("bymood"));

        Assert.Equal("Balancers:foo:LbMethod", Assert.Single(ConfigurationExport.ToHttpd(options).Losses).Place);
        Assert.Contains("\"LbMethod\": \"bymood\"", ConfigurationExport.ToJson(options).Text, StringComparison.Ordinal);
        Assert.Contains(".LbMethod(\"bymood\")", ConfigurationExport.ToCSharp(options).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry", 1500)]
    [InlineData("Ping", 0.5)]
    [InlineData("FlushWait", 1500)]
    public void A_time_is_never_rounded(string option, double milliseconds)
    {
        var member = new MemberOptions { Url = "http://a" };
        typeof(MemberOptions).GetProperty(option)!.SetValue(member, TimeSpan.FromMilliseconds(milliseconds));
        var written = ConfigurationExport.ToHttpd(new BalancingOptions { Balancers = { ["foo"] = new() { Members = { member } } } });

        Assert.Equal($"Balancers:foo:Members:0:{option}", Assert.Single(written.Losses).Place);
        Assert.DoesNotContain($" {option.ToLowerInvariant()}=", written.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nRequire all granted")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("half")]
    public void A_text_that_no_line_can_hold_is_a_loss_and_no_broken_file(string secret)
    {
        secret = secret == "half" ? "\uD800" : secret; // test data cannot carry it either
        var written = ConfigurationExport.ToHttpd(Of(Balancer.Create("foo").Member("http://a", m => m.Secret(secret).Route("r"))));

        Assert.Equal("Balancers:foo:Members:0:Secret", Assert.Single(written.Losses).Place);
        Assert.Equal("r", HttpdImporter.Import(written.Text).OptionsOrThrow().Balancers["foo"].Members[0].Route);
        Assert.DoesNotContain(secret, written.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_in_a_comment_stays_in_the_comment()
    {
        var options = new BalancingOptions { Sites = { ["a\nProxyPass / http://evil/ \\"] = new SiteOptions() } };

        Assert.All(ConfigurationExport.ToHttpd(options).Text.Split('\n'), line => Assert.True(line.Length == 0 || line[0] == '#', line));
    }

    [Fact]
    public void Json_has_no_names_with_colons_and_no_halves_of_characters()
    {
        var options = Of(Balancer.Create("foo").Member("http://a", m => m.Secret("\uDC00")));
        options.Sites["a:b"] = new SiteOptions();
        var written = ConfigurationExport.ToJson(options);

        Assert.Equal(["Balancers:foo:Members:0:Secret", "Sites:a:b"], written.Losses.Select(loss => loss.Place));
        Assert.Empty(JsonReading.Read(written.Text).Sites);
    }

    [Fact]
    public void Json_sites_come_in_the_order_of_their_names()
    {
        var options = new BalancingOptions { Sites = { ["b"] = new() { Addresses = ["*"] }, ["a"] = new() { Addresses = ["*"] } } };

        Assert.Equal("Sites", Assert.Single(ConfigurationExport.ToJson(options).Losses).Place);
    }

    [Fact]
    public void What_cannot_be_read_is_exported_as_text_or_declared()
    {
        var options = Of(Balancer.Create("foo").Member("http://a"));
        options.Balancers["foo"].ProxySet.Add("maxattempts=x");

        Assert.Equal("Balancers:foo:ProxySet:0", Assert.Single(ConfigurationExport.ToHttpd(options).Losses).Place);
        Assert.Equal(["maxattempts=x"], JsonReadingWithoutValidation(ConfigurationExport.ToJson(options).Text));
        Assert.Contains(".ProxySet(\"maxattempts=x\")", ConfigurationExport.ToCSharp(options).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_living_balancers_of_one_name_cannot_be_told_apart()
    {
        using var one = Balancer.Create("foo").Member("http://a").Build();
        using var other = Balancer.Create("foo").Member("http://b").Build();

        Assert.Throws<ArgumentException>(() => ConfigurationExport.OptionsOf([one, other]));
        Assert.Single(ConfigurationExport.OptionsOf([one, one]).Balancers);
    }

    [Fact]
    public void Edits_of_operators_are_in_the_plan_in_force()
    {
        using var foo = Balancer.Create("foo").Member("http://a").Growth(1).Build();
        foo.Edit(new MemberEdit("http://a") { LoadFactor = 7 }, new AddMemberEdit("http://b"), new SettingsEdit { LbMethod = "bytraffic" });

        Assert.Equal(PlanText.Of(foo.Plan), PlanText.Of(Balancer.FromOptions("foo", ConfigurationExport.OptionsOf([foo]).Balancers["foo"]).Plan));
        Assert.Contains("lbmethod=bytraffic", ConfigurationExport.ToHttpd([foo]).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> JsonReadingWithoutValidation(string json) =>
        System.Text.Json.Nodes.JsonNode.Parse(json)!["Balancing"]!["Balancers"]!["foo"]!["ProxySet"]!.AsArray().Select(text => (string)text!);

    private static BalancingOptions Of(BalancerBuilder builder) => new() { Balancers = { [builder.Options.Members.Exists(m => m.Url == "room-1") ? "rooms" : "foo"] = builder.Options } };

    private sealed class First : LbMethod
    {
        public override string Name => "first";

        public override int Elect(in ElectionContext election) => 0;
    }
}
