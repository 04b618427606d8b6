using System.Diagnostics;
using System.Text;

namespace Balancing.HttpdConf.Tests.Importing;

/// <summary>Texts that nobody meant as configuration, and very long ones.</summary>
public class AnyTextTests
{
    private static readonly string[] Words =
    [
        "ProxyPass", "ProxyPassMatch", "<Proxy", "</Proxy>", "balancer://foo", "BalancerMember", "http://h:80/", "http://h$1", "lbset=1", "=", "/a", "/a/",
        "<Location", ">", "</Location>", "Require", "not", "ip", "10.0.0.0/8", "all", "denied", "<RequireAll>", "</RequireAll>", "Order", "deny,allow",
        "RewriteRule", "RewriteCond", "%{HTTP_HOST}", "${X}", "Define", "X", "[P,L]", "^(.*)$", "(", "[", "\\", "\"", "'", "#", "!", "~", "\n", "\n", "\n", "\r\n",
        "\t", "\0", "é", "\uFFFD", "<", "</", "<VirtualHost", "*:80>", "</VirtualHost>", "ServerName", "Header", "set", "edit", "%{X}e", "%", "expr=", "env=",
        "ProxySet", "stickysession=A|a", "ProxyHCExpr", "{", "}", "<IfModule", "mod_x.c>", "</IfModule>", "Include", "*.conf", "JkMount", "/*", "w", "SetEnvIf",
    ];

    [Fact]
    public void Any_words_give_options_or_problems_and_a_report()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(60); n > 0; n--)
            {
                text.Append(Words[random.Next(Words.Length)]).Append(random.Next(4) == 0 ? "" : " ");
            }

            Holds(text.ToString());
        }
    }

    [Fact]
    public void Any_characters_give_options_or_problems_and_a_report()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 3_000; i++)
        {
            Holds(new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(random.Next(3) == 0 ? 0x10000 : 0x80))]));
        }
    }

    [Fact]
    public void A_megabyte_with_10_000_members_and_10_000_rules_is_read_in_less_than_two_seconds()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 100; i++)
        {
            text.Append("<Proxy balancer://b").Append(i).Append(">\n");
            for (var m = 0; m < 100; m++)
            {
                text.Append("  BalancerMember http://10.").Append(i).Append('.').Append(m).Append(".1:8080/ route=r").Append(m).Append(" loadfactor=2\n");
            }

            text.Append("  ProxySet stickysession=JSESSIONID|jsessionid\n</Proxy>\n");
        }

        for (var i = 0; i < 10_000; i++)
        {
            text.Append("ProxyPass /application/").Append(i).Append("/ balancer://b").Append(i % 100).Append("/application/").Append(i).Append("/\n");
        }

        Assert.InRange(text.Length, 1_000_000, 2_000_000);
        Assert.True(HttpdImporter.Import("ProxyPass / http://h/").Succeeded); // what is compiled once is compiled
        var result = ImportInTime(text.ToString());
        Assert.Equal(10_000, result.OptionsOrThrow().Balancers.Sum(b => b.Value.Members.Count));
        Assert.Equal(10_000, result.Options!.Sites.Single().Value.ProxyPass.Count);
    }

    [Fact]
    public void Ten_thousand_members_of_one_balancer_are_read_in_less_than_two_seconds()
    {
        var text = new StringBuilder("<Proxy balancer://one>\n");
        for (var i = 0; i < 10_000; i++)
        {
            text.Append("BalancerMember http://10.0.").Append(i / 100).Append('.').Append(i % 100).Append(":80/ route=r").Append(i).Append(" redirect=r").Append(i + 1).Append('\n');
        }

        text.Append("</Proxy>\nProxyPass / balancer://one/\n");
        Assert.True(ImportInTime(text.ToString()).Succeeded);
    }

    // The best of some: other tests run at the same time.
    private static ImportResult ImportInTime(string text)
    {
        for (var attempt = 1; ; attempt++)
        {
            var clock = Stopwatch.StartNew();
            var result = HttpdImporter.Import(text);
            if (clock.Elapsed < TimeSpan.FromSeconds(2))
            {
                return result;
            }

            Assert.True(attempt < 10, $"the best of ten took more than two seconds, the last {clock.Elapsed}");
        }
    }

    private static void Holds(string text)
    {
        var result = HttpdImporter.Import(text);
        Assert.Equal(result.Problems.Count == 0, result.Succeeded);
        Assert.Equal(result.Succeeded, result.Report.Count(ImportVerdict.Refused) == 0);
        Assert.NotEmpty(result.Report.ToString());
    }
}
