using Balancing.HttpdConf.Exporting.Httpd;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Tests.Exporting;

public class HttpdTextTests
{
    public static TheoryData<string> Names => [.. GoldenConfigurations.All.Keys];

    public static TheoryData<string> Words =>
    [
        "", " ", "a", "a b", "\\", "a\\", "\\\\", "a\\\\b", "a\\b", "\"", "\\\"", "a \\\" b", "'a", "a'b", "#", "a\tb", "\u00A0", "a\u2003", "<a>", "=", "é\U0001F600",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public Task It_reads_like_the_hand_of_an_admin(string name) =>
        Verify(ConfigurationExport.ToHttpd(GoldenConfigurations.All[name]()).Text).UseTextForParameters(name).ToTask();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_can_be_imported(string name)
    {
        var problems = HttpdImporter.Import(ConfigurationExport.ToHttpd(GoldenConfigurations.All[name]()).Text).Problems;
        Assert.All(problems, problem => Assert.Equal("SetEnvIfExpr", problem.HttpdWord)); // the importer does not take it over
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_is_read_back_as_it_was(string word)
    {
        Assert.Equal(["x", word], ConfigWords.Split($"x {HttpdWords.Quote(word)}", out var unclosed));
        Assert.False(unclosed);
        Assert.False(HttpdWords.Quote(word).EndsWith('\\'), "a line that ends so goes on in the next one");
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_of_a_rewrite_line_is_read_back_as_it_was(string word)
    {
        var written = HttpdWords.QuoteForRewrite(word);
        if (written is null)
        {
            Assert.True(word.Contains('"', StringComparison.Ordinal) && word.Any(char.IsWhiteSpace));
            return;
        }

        Assert.Equal(["x", word], RewriteWords.Split($"x {written}"));
        Assert.False(written.EndsWith('\\'));
    }

    [Theory]
    [InlineData("${PATH}", "${DOLLAR}{PATH}")]
    [InlineData("a ${A}${B", "\"a ${DOLLAR}{A}${DOLLAR}{B\"")]
    [InlineData("${${A}}", "${DOLLAR}{${DOLLAR}{A}}")]
    [InlineData("${map:key}", "${map:key}")]
    [InlineData("$1 {x} $", "\"$1 {x} $\"")]
    public void What_looks_like_a_variable_is_text(string word, string written) => Assert.Equal(written, HttpdWords.Quote(word));

    [Fact]
    public void Variables_that_the_proxy_replaces_stay_as_they_are_written()
    {
        Assert.Equal("http://${HOST}/", HttpdWords.QuoteOpen("http://${HOST}/"));
        Assert.Equal("/${DOLLAR}{x", HttpdWords.QuoteOpen("/${x"));
    }

    [Fact]
    public void A_guard_of_a_part_of_another_target_stands_at_the_path()
    {
        var site = ReverseProxy.Create("default")
            .ProxyPass("/admin", "http://h/admin", p => p.Require("ip 10.0.0.0/8")).ProxyPass("/", "http://h/")
            .Location("/admin/open", l => l.Require("all granted"));
        var written = ConfigurationExport.ToHttpd(new BalancingOptions { Sites = { ["default"] = site.Options } });

        Assert.Equal("Sites:default:ProxyPass:0:Access", Assert.Single(written.Losses).Place);
        var read = HttpdImporter.Import(written.Text).OptionsOrThrow().Sites["default"];
        Assert.Equal(["/admin", "/admin/open"], read.Location.Select(section => section.Path));
        Assert.Equal(["ip 10.0.0.0/8"], read.Location[0].Access!.Require);
    }

    [Fact]
    public void A_rule_of_access_that_cannot_be_said_lets_in_nobody()
    {
        var site = new SiteOptions { Location = { new LocationOptions { Path = "/", Access = new() { Match = AccessMatch.All, Require = ["all granted", "env a\nb"] } } } };
        var written = ConfigurationExport.ToHttpd(new BalancingOptions { Sites = { ["default"] = site } });

        Assert.Contains("Require all denied", written.Text, StringComparison.Ordinal);
        Assert.Equal("Sites:default:Location:0:Access:Require:1", Assert.Single(written.Losses).Place);
    }
}
