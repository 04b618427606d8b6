using System.Collections;
using System.Text;

namespace Balancing.HttpdConf.Tests.Importing;

/// <summary>What the importer makes of text: the options that are set, in order, then problems and warnings.</summary>
public class HttpdImporterTests
{
    public static TheoryData<string> Cases => Golden.Names("Importing");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Imports(string name) => Golden.Check("Importing", name, Describe);

    [Fact]
    public void A_problem_withholds_the_options_and_lists_everything()
    {
        var result = HttpdImporter.Import(
            "Deny from all\nNoSuchThing x\nProxyPass /a http://b\n", new ImportOptions { FileName = "a.conf" });
        Assert.False(result.Succeeded);
        Assert.Null(result.Options);
        Assert.Equal(["a.conf:1", "a.conf:2"], result.Problems.Select(p => p.Place));
        Assert.Equal(2, Assert.Throws<BalancerConfigurationException>(() => result.OptionsOrThrow()).Problems.Count);
    }

    [Fact]
    public void The_site_has_the_name_of_the_server_or_the_one_that_was_asked_for()
    {
        Assert.Equal("www.example.com", Assert.Single(HttpdImporter.Import("ServerName WWW.example.com:80").OptionsOrThrow().Sites).Key);
        Assert.Equal("default", Assert.Single(HttpdImporter.Import("").OptionsOrThrow().Sites).Key);
        Assert.Equal("mine", Assert.Single(HttpdImporter.Import("", new ImportOptions { SiteName = "mine" }).OptionsOrThrow().Sites).Key);
    }

    private static string Describe(string input)
    {
        var result = HttpdImporter.Import(input, new ImportOptions { FileName = "file" });
        var text = new StringBuilder();
        if (result.Options is { } options)
        {
            Describe(options, "", text);
        }

        text.Append("----------\n").Append(result.Report);
        return text.ToString();
    }

    private static void Describe(object options, string indent, StringBuilder text)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            var value = property.GetValue(options);
            if (value is IDictionary named)
            {
                foreach (DictionaryEntry entry in named)
                {
                    text.Append(indent).Append(property.Name).Append(' ').Append(entry.Key).Append('\n');
                    Describe(entry.Value!, indent + "  ", text);
                }
            }
            else if (value is IEnumerable list and not string)
            {
                DescribeList(property.Name, list, indent, text);
            }
            else if (value is PoolOptions or MemberOptions or HealthCheckOptions or AccessOptions)
            {
                Describe(value, indent + property.Name + ".", text);
            }
            else if (value is not null and not "")
            {
                text.Append(indent).Append(property.Name).Append(' ').Append(value).Append('\n');
            }
        }
    }

    private static void DescribeList(string name, IEnumerable list, string indent, StringBuilder text)
    {
        foreach (var item in list)
        {
            if (item is string or int)
            {
                text.Append(indent).Append(name).Append(" - ").Append(item).Append('\n');
            }
            else
            {
                text.Append(indent).Append(name).Append('\n');
                Describe(item, indent + "  ", text);
            }
        }
    }
}
