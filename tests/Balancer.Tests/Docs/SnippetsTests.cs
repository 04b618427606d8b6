namespace Balancing.Tests.Docs;

/// <summary>What the pages show is what is compiled and tested.</summary>
public class SnippetsTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(page => !page.Split('/').Any(folder => folder is "bin" or "obj" or ".git"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_snippet_equals_its_source(string page)
    {
        var problems = Snippets.In(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(snippet => Problem(page, snippet)).OfType<string>();

        var all = string.Join("\n\n", problems);
        Assert.True(all.Length == 0, all);
    }

    [Theory]
    [InlineData("docs/unit-testing.md")]
    [InlineData("docs/embedding.md")]
    [InlineData("docs/ajp-server.md")]
    [InlineData("docs/connections.md")]
    [InlineData("docs/balancer-manager.md")]
    [InlineData("docs/draining.md")]
    [InlineData("docs/protection.md")]
    [InlineData("docs/health-checks.md")]
    [InlineData("README.md")]
    [InlineData("src/Balancer.Testing/README.md")]
    public void A_page_that_teaches_by_code_takes_it_from_a_source(string page) =>
        Assert.NotEmpty(Snippets.In(File.ReadAllText(Path.Combine(Repository.Root, page))));

    [Fact]
    public void A_fence_names_its_source_in_its_first_line_or_in_the_line_above()
    {
        const string Page = """
            # Page
            ```csharp
            // examples/A/B.cs#one
            var x = 1;
            ```
            <!-- examples/A/B.verified.txt -->
            ```
            some text
              more
            ```
            ```sh
            # tools/x.sh#run
            echo
            ```
            """;

        Assert.Equal(
            [new(2, "examples/A/B.cs", "one", "var x = 1;"), new(7, "examples/A/B.verified.txt", "", "some text\n  more"), new(11, "tools/x.sh", "run", "echo")],
            Snippets.In(Page));
    }

    [Theory]
    [InlineData("```csharp\n// httpd.conf\nx\n```")]
    [InlineData("```csharp\n// see docs/a.md\nx\n```")]
    [InlineData("```csharp\nx\n```\n// examples/A.cs#one")]
    public void Other_fences_are_left_alone(string page) => Assert.Empty(Snippets.In(page));

    [Fact]
    public void A_region_is_shown_without_its_indentation_and_without_marks_of_others()
    {
        const string Source = """
            class C
            {
                // <snippet:outer>
                void M()
                {
                    // <snippet:inner>
                    Do();
                    // </snippet:inner>
                }
                // </snippet:outer>
            }
            """;

        Assert.Equal("void M()\n{\n    Do();\n}", Snippets.Region(Source, "outer"));
        Assert.Equal("Do();", Snippets.Region(Source, "inner"));
        Assert.Null(Snippets.Region(Source, "other"));
    }

    private static string? Problem(string page, Snippet snippet)
    {
        var place = $"{page}:{snippet.Line}";
        var file = Path.Combine(Repository.Root, snippet.File);
        if (!File.Exists(file))
            return $"{place}: there is no {snippet.File}";
        if (Snippets.Region(File.ReadAllText(file), snippet.Region) is not { } source)
            return $"{place}: {snippet.File} has no region <snippet:{snippet.Region}>";
        return source == snippet.Text ? null : $"{place} differs from {snippet.File}#{snippet.Region}. The source says:\n{source}\n\nThe page says:\n{snippet.Text}";
    }
}
