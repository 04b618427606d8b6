using Balancing.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>What holds for any configuration, hostile texts in it or not.</summary>
public class AnyConfigurationTests
{
    [Fact]
    public void Json_gives_the_same_plans() => Check(options =>
    {
        var written = ConfigurationExport.ToJson(options);
        Assert.Empty(written.Losses);
        Assert.Equal(PlanText.Of(options), PlanText.Of(JsonReading.Read(written.Text)));
    });

    [Fact]
    public void Httpd_text_gives_the_same_plans_without_the_declared_losses() => Check(options =>
    {
        var written = ConfigurationExport.ToHttpd(options);
        var read = HttpdImporter.Import(written.Text).OptionsOrThrow();
        var expected = Without.Losses(options.Settled(), written.Losses);
        foreach (var site in expected.Sites.Values)
        {
            Without.Implications(site);
        }

        Assert.Equal(PlanText.Of(expected), PlanText.Of(read));
    });

    [Fact]
    public void Every_loss_of_httpd_text_is_a_comment_in_it() => Check(options =>
    {
        var written = ConfigurationExport.ToHttpd(options);
        var comments = written.Text.Split('\n').Count(line => line.TrimStart().StartsWith("# Not said here: ", StringComparison.Ordinal));
        Assert.Equal(written.Losses.Count, comments);
    });

    [Fact]
    public void Living_objects_give_the_same_plans() => Check(options =>
    {
        var services = new BalancerServices { HealthCheckTemplates = options.HealthCheckTemplates };
        var settled = options.Settled();
        Balancer[] balancers = [.. settled.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value, services))];
        ReverseProxy[] sites = [.. settled.Sites.Select(s => ReverseProxy.FromOptions(s.Key, s.Value, balancers, services))];
        Assert.Equal(PlanText.Of(options), PlanText.Of(ConfigurationExport.OptionsOf(balancers, sites)));
        PlanText.Of(balancers, sites);
    });

    [Fact]
    public void CSharp_is_sane_and_its_literals_say_what_the_options_say() => Check(options =>
    {
        var written = ConfigurationExport.ToCSharp(options);
        var literals = CSharpLexer.Literals(written.Text);
        var values = options.Sites.Values.SelectMany(site => site.Header.Concat(site.RequestHeader).Concat(site.Location.SelectMany(l => l.Header)))
            .Select(rule => rule.Value).Concat(options.Balancers.Values.SelectMany(b => b.Members).Select(m => m.Route).Where(route => route?.Length > 0))
            .Concat(options.Sites.Values.SelectMany(site => site.SetEnvIf).Select(rule => rule.Pattern)).OfType<string>();
        Assert.All(values, value => Assert.Contains(value, literals));
        Assert.Empty(written.Losses);
    });

    [Fact]
    public void The_same_options_always_give_the_same_text() => Check(options =>
    {
        var again = options.Settled();
        Assert.Equal(ConfigurationExport.ToHttpd(options).Text, ConfigurationExport.ToHttpd(again).Text);
        Assert.Equal(ConfigurationExport.ToJson(options).Text, ConfigurationExport.ToJson(again).Text);
        Assert.Equal(ConfigurationExport.ToCSharp(options).Text, ConfigurationExport.ToCSharp(again).Text);
    });

    private static void Check(Action<BalancingOptions> check) => Prop.ForAll(
            ArbMap.Default.GeneratorFor<NonNegativeInt>().Select(seed => seed.Get).Resize(1_000_000).ToArbitrary(),
            seed =>
            {
                var options = new AnyOptions(seed).Make();
                PlanText.Of(options); // valid, or the generator is at fault
                check(options);
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(4711, 4713));
}
