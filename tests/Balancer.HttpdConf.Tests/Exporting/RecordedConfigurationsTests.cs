using Balancing.HttpdConf.Tests.Replay;
using Balancing.Testing;

namespace Balancing.HttpdConf.Tests.Exporting;

/// <summary>Every recorded configuration can be written down again.</summary>
public class RecordedConfigurationsTests
{
    public static TheoryData<string> Traces => [.. Trace.Ids];

    [Theory]
    [MemberData(nameof(Traces))]
    public void Httpd_text_of_what_was_imported_gives_the_same_plans(string id)
    {
        if (Imported(id) is { } options)
        {
            var written = ConfigurationExport.ToHttpd(options);

            Assert.Equal(PlanText.Of(options), PlanText.Of(HttpdImporter.Import(written.Text).OptionsOrThrow()));
            Assert.Empty(written.Losses);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Json_of_what_was_imported_gives_the_same_plans(string id)
    {
        if (Imported(id) is { } options)
        {
            var written = ConfigurationExport.ToJson(options);

            Assert.Equal(PlanText.Of(options), PlanText.Of(JsonReading.Read(written.Text)));
            Assert.Empty(written.Losses);
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Living_objects_give_the_same_plans_as_the_options_they_are_made_of(string id)
    {
        if (Imported(id) is { } options)
        {
            var services = new BalancerServices { HealthCheckTemplates = options.HealthCheckTemplates };
            Balancer[] balancers = [.. options.Balancers.Select(b => Balancer.FromOptions(b.Key, b.Value, services))];
            ReverseProxy[] sites = [.. options.Sites.Select(s => ReverseProxy.FromOptions(s.Key, s.Value, balancers, services))];
            var living = ConfigurationExport.OptionsOf(balancers, sites);

            var expected = PlanText.Of(balancers, sites);
            Assert.Equal(expected, PlanText.Of(living));
            Assert.Equal(expected, PlanText.Of(HttpdImporter.Import(ConfigurationExport.ToHttpd(living).Text).OptionsOrThrow()));
            Assert.Equal(expected, PlanText.Of(JsonReading.Read(ConfigurationExport.ToJson(living).Text)));
        }
    }

    [Fact]
    public void Nearly_every_recorded_configuration_is_one_that_is_imported() =>
        Assert.InRange(Trace.Ids.Count(id => Imported(id) is not null), 180, 196);

    private static BalancingOptions? Imported(string id)
    {
        var trace = Trace.Load(id);
        var text = "ServerName www.example.com:80\nUseCanonicalName Off\n" + new Placeholders(trace.Members).Fill(trace.Config);
        return HttpdImporter.Import(text).Options is { } options && IsValid(options) ? options : null;
    }

    // Some recordings show what httpd makes of values that have no plan.
    private static bool IsValid(BalancingOptions options)
    {
        try
        {
            return PlanText.Of(options).Length > 0;
        }
        catch (BalancerConfigurationException)
        {
            return false;
        }
    }
}
