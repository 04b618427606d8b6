using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Tests.Reading;

/// <summary>Other files in the place of a line: which are found, in which order, and which are not opened.</summary>
public class IncludeTests
{
    private static readonly ConfigTexts Files = new()
    {
        ["/etc/httpd/conf.d/b.conf"] = "Name b",
        ["/etc/httpd/conf.d/a.conf"] = "Name a\nName a2",
        ["/etc/httpd/conf.d/B.conf"] = "Name B",
        ["/etc/httpd/conf.d/.hidden.conf"] = "Name hidden",
        ["/etc/httpd/sites/one/site.conf"] = "Name one",
        ["/etc/httpd/sites/two/site.conf"] = "Name two",
        ["/etc/httpd/sites/two/readme.txt"] = "Name readme",
        ["/etc/httpd/inner.conf"] = "<Location /in>\n  Include conf.d/a.conf\n</Location>\nDefine inner yes",
        ["/etc/httpd/open.conf"] = "<Location /open>\n",
        ["/etc/httpd/close.conf"] = "</Location>\n",
        ["/etc/httpd/loop.conf"] = "Name loop\nInclude loop.conf",
        ["/opt/other.conf"] = "Name other",
        ["/etc/httpd/httpd.conf"] = "Name self",
    };

    [Theory]
    [InlineData("Include conf.d/a.conf", "a a2")]
    [InlineData("Include /etc/httpd/conf.d/../conf.d/./b.conf", "b")]
    [InlineData("Include conf.d/*.conf", "B a a2 b")]
    [InlineData("Include conf.d", "hidden B a a2 b")]
    [InlineData("Include conf.d/", "hidden B a a2 b")]
    [InlineData("Include conf.d/.*", "hidden")]
    [InlineData("Include conf.d/?.conf", "B a a2 b")]
    [InlineData("Include conf.d/[a-z].conf", "a a2 b")]
    [InlineData("Include conf.d/[!a-z].conf", "B")]
    [InlineData("Include sites/*/site.conf", "one two")]
    [InlineData("Include sites", "one readme two")]
    [InlineData("Include sites/t*", "readme two")]
    [InlineData("Include \"/opt/other.conf\"", "other")]
    [InlineData("IncludeOptional conf.d/nothing.conf", "")]
    [InlineData("IncludeOptional nowhere/*.conf", "")]
    [InlineData("IncludeOptional conf.d/*.nothing", "")]
    [InlineData("<IfDefine X>\nInclude nowhere.conf\n</IfDefine>", "")]
    [InlineData("<IfFile conf.d/a.conf>\nName yes\n</IfFile>\n<IfFile !/nowhere>\nName no\n</IfFile>", "yes no")]
    [InlineData("Include inner.conf\nName ${inner}", "a a2 yes")]
    public void Finds_the_files_that_httpd_finds_in_its_order(string text, string names)
    {
        var tree = Read(text);
        Assert.Empty(tree.Problems);
        Assert.Equal(names, string.Join(' ', Names(tree.Nodes)));
    }

    [Theory]
    [InlineData("Include nothing.conf", "there is no file '/etc/httpd/nothing.conf'")]
    [InlineData("Include conf.d/*.nothing", "nothing matches '*.nothing' in '/etc/httpd/conf.d'")]
    [InlineData("Include nowhere/*.conf", "there is no folder '/etc/httpd/nowhere'")]
    [InlineData("Include conf.d/{a,b}.conf", "there is no file '/etc/httpd/conf.d/{a,b}.conf'")]
    [InlineData("Include a b", "Include takes one argument")]
    [InlineData("Include", "Include takes one argument")]
    [InlineData("Include loop.conf", "'loop.conf' includes itself")]
    [InlineData("Include httpd.conf", "'httpd.conf' includes itself")]
    [InlineData("Include open.conf", "<Location> is not closed before the end of the file")]
    [InlineData("<Location /a>\nInclude close.conf\n</Location>", "</Location> closes a section that was never opened")]
    public void Says_what_httpd_would_refuse(string text, string cause) => Assert.Equal(cause, Assert.Single(Read(text).Problems).Cause);

    [Fact]
    public void Places_name_the_file_as_it_stands_below_the_server_root()
    {
        var tree = Read("Include inner.conf\nInclude /opt/other.conf");
        Assert.Equal(
            ["inner.conf:1", "conf.d/a.conf:1", "conf.d/a.conf:2", "/opt/other.conf:1"],
            tree.Nodes.SelectMany(node => (node.Children ?? []).Prepend(node)).Select(node => node.Place.ToString()));
        Assert.Contains(tree.Notes, note => note.Became == "1 file: inner.conf");
    }

    [Theory]
    [InlineData("Include a.conf")]
    [InlineData("IncludeOptional a.conf")]
    [InlineData("<IfFile a.conf>\n</IfFile>")]
    public void Without_files_a_problem_says_how_to_allow_them(string text)
    {
        var problem = Assert.Single(HttpdImporter.Import(text).Problems);
        Assert.Equal("httpd.conf:1", problem.Place);
        Assert.Contains("ImportOptions.Files", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_root_of_the_options_stands_for_the_one_of_the_text()
    {
        var files = new ConfigTexts { ["/backup/conf.d/a.conf"] = "Name a", ["/backup/b.conf"] = "Name b" };
        var tree = ConfigReader.Read(
            "ServerRoot /etc/httpd\nInclude /etc/httpd/conf.d/a.conf\nInclude b.conf", new ImportOptions { Files = files, ServerRoot = "/backup" });
        Assert.Empty(tree.Problems);
        Assert.Equal(["a", "b"], Names(tree.Nodes));
    }

    [Fact]
    public void The_server_root_of_the_text_counts_from_its_line_on_and_before_it_the_folder_of_the_file()
    {
        var files = new ConfigTexts { ["/one/a.conf"] = "Name first", ["/two/a.conf"] = "Name second" };
        var tree = ConfigReader.Read("Include a.conf\nServerRoot /two\nInclude a.conf", new ImportOptions { Files = files, FileName = "/one/httpd.conf" });
        Assert.Equal(["first", "second"], Names(tree.Nodes));
    }

    [Fact]
    public void Files_that_include_each_other_without_end_cost_no_more_than_the_bounds_allow()
    {
        var files = new ConfigTexts();
        for (var i = 0; i < 120; i++)
        {
            files.Add($"{i}.conf", $"Include {i + 1}.conf\nInclude {i + 1}.conf");
        }

        var causes = ConfigReader.Read("Include 0.conf", new ImportOptions { Files = files }).Problems.Select(problem => problem.Cause).ToList();
        Assert.Contains(causes, cause => cause.Contains("levels deep", StringComparison.Ordinal));
        Assert.Contains(causes, cause => cause.Contains("10000 files", StringComparison.Ordinal));
    }

    [Fact]
    public void A_LoadModule_anywhere_in_the_files_makes_only_loaded_modules_count()
    {
        const string Text = """
            <IfModule mod_ssl.c>
            Name early
            </IfModule>
            Include load.conf
            <IfModule ssl_module>
            Name ssl
            </IfModule>
            <IfModule mod_php.c>
            Name php
            </IfModule>
            <IfModule mod_jk.c>
            Name jk
            </IfModule>
            <IfModule mod_log_config.c>
            Name compiled-in
            </IfModule>
            """;
        var files = new ConfigTexts { ["load.conf"] = "LoadModule ssl_module modules/mod_ssl.so\nLoadModule php_module modules/libphp.so" };
        var tree = ConfigReader.Read(Text, new ImportOptions { Files = files });
        Assert.Empty(tree.Problems);
        Assert.True(tree.Modules.FromText);
        Assert.Equal(["ssl", "php", "compiled-in"], Names(tree.Nodes));
    }

    private static ConfigTree Read(string text) => ConfigReader.Read(text, new ImportOptions { Files = Files, ServerRoot = "/etc/httpd" });

    private static IEnumerable<string> Names(IEnumerable<ConfigNode> nodes) =>
        nodes.SelectMany(node => node.IsSection ? Names(node.Children!) : [string.Join(' ', node.Arguments)]);
}
