using System.Reflection;
using Balancing.Hosting;
using Microsoft.Extensions.Configuration;

namespace Balancing.Tests.Hosting;

public class SectionReaderTests
{
    /// <summary>Every option class that a configuration can fill, and where one of it stands.</summary>
    public static TheoryData<string, Type> Places => new()
    {
        { "", typeof(BalancingOptions) },
        { "Balancers:x", typeof(BalancerOptions) },
        { "Balancers:x:StickyCookie", typeof(StickyCookieOptions) },
        { "Balancers:x:Protection", typeof(ProtectionOptions) },
        { "Balancers:x:Protection:EjectOutliers", typeof(OutlierOptions) },
        { "Balancers:x:Protection:RetryBudget", typeof(RetryBudgetOptions) },
        { "Balancers:x:Members:0", typeof(MemberOptions) },
        { "Balancers:x:Members:0:Pool", typeof(PoolOptions) },
        { "Balancers:x:Members:0:HealthCheck", typeof(HealthCheckOptions) },
        { "Balancers:x:HealthCheckTemplates:y", typeof(HealthCheckOptions) },
        { "HealthCheckTemplates:y", typeof(HealthCheckOptions) },
        { "Sites:x", typeof(SiteOptions) },
        { "Sites:x:Balancers:y", typeof(BalancerOptions) },
        { "Sites:x:ProxyPass:0", typeof(ProxyPassOptions) },
        { "Sites:x:ProxyPass:0:Access", typeof(AccessOptions) },
        { "Sites:x:RewriteRule:0:Access", typeof(AccessOptions) },
        { "Sites:x:Location:0", typeof(LocationOptions) },
        { "Sites:x:Location:0:Access", typeof(AccessOptions) },
        { "Sites:x:Location:0:Access:Nested:0", typeof(AccessOptions) },
        { "Sites:x:Location:0:Header:0", typeof(HeaderRuleOptions) },
        { "Sites:x:ProxyPassReverse:0", typeof(ProxyPassReverseOptions) },
        { "Sites:x:ProxyPassReverseCookieDomain:0", typeof(CookieRuleOptions) },
        { "Sites:x:ProxyPassReverseCookiePath:0", typeof(CookieRuleOptions) },
        { "Sites:x:RewriteRule:0", typeof(RewriteRuleOptions) },
        { "Sites:x:RewriteRule:0:Conditions:0", typeof(RewriteCondOptions) },
        { "Sites:x:SetEnvIf:0", typeof(SetEnvIfOptions) },
        { "Sites:x:RequestHeader:0", typeof(HeaderRuleOptions) },
        { "Sites:x:Header:0", typeof(HeaderRuleOptions) },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_option_can_be_set_in_a_configuration(string place, Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (Values(property.PropertyType) is not var (suffix, value))
            {
                continue; // an object of its own, with a place of its own
            }

            var options = Read(($"{place}:{property.Name}{suffix}".TrimStart(':'), value));

            Assert.Empty(Problems(options));
            var read = property.GetValue(Find(options, place.Split(':', StringSplitOptions.RemoveEmptyEntries)));
            Assert.NotEqual(property.GetValue(Activator.CreateInstance(type)), read);
            if (read is System.Collections.ICollection list)
            {
                Assert.Single(list);
            }
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("On", true)]
    [InlineData("off", false)]
    public void A_flag_is_written_as_in_json_or_as_in_httpd(string text, bool value) =>
        Assert.Equal(value, Read(("Balancers:x:NoFailover", text)).Balancers["x"].NoFailover);

    [Theory]
    [InlineData("00:00:05", 5_000)]
    [InlineData("1.00:00:00", 86_400_000)]
    [InlineData("5s", 5_000)]
    [InlineData("250ms", 250)]
    [InlineData("2mi", 120_000)]
    public void A_time_is_written_as_in_dotnet_or_as_in_httpd_with_its_unit(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read(("Balancers:x:Timeout", text)).Balancers["x"].Timeout);

    [Theory]
    [InlineData("Balancers:x:Timeout", "5", "Timeout: '5' cannot be read. Use a time such as 00:00:05, or a number with ms, s, mi or h")]
    [InlineData("Balancers:x:Timeout", "5 s", "Timeout: '5 s' cannot be read. Use a time")]
    [InlineData("Balancers:x:MaxAttempts", "2x", "MaxAttempts: '2x' cannot be read. Use a whole number")]
    [InlineData("Balancers:x:MaxAttempts:0", "2", "MaxAttempts: MaxAttempts cannot be an object or a list")]
    [InlineData("Balancers:x:NoFailover", "yes", "NoFailover: 'yes' cannot be read. Use true or false")]
    [InlineData("Balancers:x:FailOnStatus:1", "5xx", "FailOnStatus:0: '5xx' cannot be read. Use whole numbers")]
    [InlineData("Balancers:x:Members:first:Url", "http://a", "Members: Members is a list, and 'first' is no position in it")]
    [InlineData("Balancers:x:Members:0", "http://a", "Members:0: 'http://a' stands where an object belongs")]
    [InlineData("Balancers:x:Members:0:FlushPackets", "1", "Members:0:FlushPackets: '1' cannot be read. Use one of Off, On, Auto")]
    [InlineData("Balancers:x:StickyCookie:Nme", "R", "StickyCookie:Nme: there is no setting called 'Nme' here. Use one of Name, Path, Domain")]
    public void What_cannot_be_read_is_a_problem_with_its_place(string key, string value, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Problems(Read((key, value)))), StringComparison.Ordinal);

    [Fact]
    public void Members_are_in_the_order_of_their_positions() =>
        Assert.Equal(
            ["http://a", "http://b", "http://c"],
            Read(("Balancers:x:Members:10:Url", "http://c"), ("Balancers:x:Members:2:Url", "http://b"), ("Balancers:x:Members:0:Url", "http://a"))
                .Balancers["x"].Members.Select(m => m.Url));

    [Fact]
    public void Codes_may_be_httpd_text() => Assert.Equal([500, 503], Read(("Balancers:x:FailOnStatus", "500, 503")).Balancers["x"].FailOnStatus);

    [Fact]
    public void An_empty_list_of_trusted_proxies_says_nobody_and_no_list_says_nothing()
    {
        var settings = new Settings("""{ "Balancing": { "Sites": { "x": { "TrustedProxies": [] }, "y": { "ServerName": null } } } }""");
        var options = new BalancingOptions();
        new ConfigurationSource(settings.Balancing).Configure(options);

        Assert.Empty(options.Sites["x"].TrustedProxies!);
        Assert.Null(options.Sites["y"].TrustedProxies);
        Assert.Equal("Balancing", options.Place);
        Assert.Empty(Problems(options));
    }

    [Fact]
    public void The_method_of_a_health_check_is_written_as_in_httpd() =>
        Assert.Equal(HcMethod.Options11, Read(("HealthCheckTemplates:ping:Method", "OPTIONS11")).HealthCheckTemplates["Ping"].Method);

    private static BalancingOptions Read(params (string Key, string Value)[] settings)
    {
        var options = new BalancingOptions();
        var all = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        new ConfigurationSource(all).Configure(options);
        return options;
    }

    private static string[] Problems(BalancingOptions options) =>
    [
        .. options.Problems.Concat(options.Balancers.Values.SelectMany(b => b.Problems)).Concat(options.Sites.Values.SelectMany(s => s.Problems))
            .Select(problem => problem.ToString()),
    ];

    private static (string Suffix, string Value)? Values(Type type)
    {
        var said = Nullable.GetUnderlyingType(type) ?? type;
        return said == typeof(string) ? ("", "7")
            : said == typeof(int) || said == typeof(double) ? ("", "7")
            : said == typeof(bool) ? ("", "true")
            : said == typeof(TimeSpan) ? ("", "00:00:07")
            : said.IsEnum ? ("", Enum.GetNames(said)[^1].ToUpperInvariant())
            : said == typeof(List<string>) || said == typeof(List<int>) ? (":0", "7")
            : null;
    }

    private static object Find(object from, string[] path)
    {
        foreach (var step in path)
        {
            from = from is System.Collections.IDictionary map ? map[step]!
                : from is System.Collections.IList list ? list[0]!
                : from.GetType().GetProperty(step)!.GetValue(from)!;
        }

        return from;
    }
}
