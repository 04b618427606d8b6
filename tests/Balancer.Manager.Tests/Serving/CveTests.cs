using System.Text;
using AngleSharp.Html.Parser;

namespace Balancing.Manager.Tests.Serving;

/// <summary>Faults that httpd's balancer-manager, and pages like it, had.</summary>
public class CveTests
{
    private const string Script = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'`{{7*7}}";

    [Theory]
    [InlineData("b=foo&w=http://10.0.0.1&dw=Disable")]
    [InlineData("b=foo&w=http://10.0.0.1&w_status_D=1")]
    [InlineData("b=foo&w=http://10.0.0.1&w_lf=4&do=apply")]
    [InlineData("b=foo&w=http://10.0.0.1&remove=1")]
    [InlineData("b=foo&w=http://10.0.0.1&drain=1")]
    [InlineData("b=foo&b_nwrkr=http://10.0.0.3&b_wyes=1")]
    public void Cve_2007_6420_a_link_changes_nothing_not_even_with_the_token(string query)
    {
        using var bench = Bench.OfTwo();
        var before = bench.State;

        Assert.Equal(200, bench.Get("", $"{query}&nonce={bench.Token}").Status);
        Assert.Equal(200, bench.Ask("HEAD", "", $"{query}&nonce={bench.Token}").Status);

        Assert.Equal(before, bench.State);
        Assert.Equal(2, bench.Foo.Members.Count);
    }

    [Theory]
    [InlineData("w_wr")]
    [InlineData("w_rr")]
    [InlineData("w_hu")]
    [InlineData("w_he")]
    [InlineData("b_ss")]
    [InlineData("b_lbm")]
    [InlineData("b_nwrkr")]
    [InlineData("nothing_known")]
    [InlineData(Script)]
    public void Cve_2007_6421_and_2012_4558_a_script_in_a_field_is_text(string field)
    {
        using var bench = Bench.OfTwo();
        var (name, value) = (Uri.EscapeDataString(field), Uri.EscapeDataString(Script[..62]));
        var form = $"b=foo&w=http://10.0.0.1&{name}={value}";

        AssertPlain(bench.Post(form));
        AssertPlain(bench.Post($"{form}&do=preview"));
        AssertPlain(bench.Post($"b=foo&{name}={value}"));
        AssertPlain(bench.Get());
        AssertPlain(bench.Get("", "b=foo&w=http://10.0.0.1"));
        AssertPlain(bench.Get("/journal"));
        AssertPlain(bench.Get("", $"b={value}"));
        AssertPlain(bench.Get("", $"q={value}&sort={value}&done={value}"));
        AssertPlain(bench.Post($"b=foo&path=/{value}&cookies={value}&host={value}&method={value}&fields=X:{value}", "/why"));
        AssertPlain(bench.Get($"/{Script}"));
    }

    [Fact]
    public void Cve_2012_4558_names_of_members_and_users_are_text()
    {
        using var foo = Balancer.Create("foo").Member("http://10.0.0.1/\"><script>alert(1)</script>", m => m.Route("<script>alert(1)</script>")).Build();
        using var bench = new Bench(foo, o => o.Title = Script);
        bench.User = Script;

        AssertPlain(bench.Get());
        AssertPlain(bench.Post("b=foo&w=http://10.0.0.1/%22%3E%3Cscript%3Ealert(1)%3C/script%3E&w_lf=4&do=preview"));
        AssertPlain(bench.Post("b=foo&w=http://10.0.0.1/%22%3E%3Cscript%3Ealert(1)%3C/script%3E&w_lf=4"));
        AssertPlain(bench.Get("/journal"));
    }

    [Theory]
    [InlineData("b=bar")]
    [InlineData("b=bar&w=x&xml=1")]
    [InlineData("b=%FF")]
    [InlineData("b=foo&w=%00")]
    [InlineData("b=" + Script)]
    public void Cve_2007_6422_a_balancer_that_there_is_not_is_an_answer(string query)
    {
        using var bench = Bench.OfTwo();

        Assert.InRange(bench.Get("", query).Status, 400, 404);
        Assert.InRange(bench.Post($"{query}&w_lf=4").Status, 400, 404);
        Assert.Equal(200, bench.Get().Status);
    }

    [Fact]
    public void Cve_2007_6423_a_very_long_request_is_refused()
    {
        using var bench = Bench.OfTwo();

        Assert.Equal(414, bench.Get("", "b=" + new string('a', 1_000_000)).Status);
        Assert.Equal(404, bench.Get("/" + new string('a', 1_000_000)).Status);
        Assert.Equal(413, bench.Post("b=" + new string('a', 1_000_000)).Status);
        Assert.Equal(400, bench.Post($"b=foo&w=http://10.0.0.1&w_wr={new string('a', 10_000)}").Status);
        Assert.Equal(400, bench.Post($"b=foo&w=http://10.0.0.1&w_wr={new string('a', 64)}").Status);
    }

    [Theory]
    [InlineData("refresh=5")]
    [InlineData("refresh=0;url=javascript:alert(1)")]
    [InlineData("q=%2BADw-script%2BAD4-alert(1)%2BADw-/script%2BAD4-")]
    public void Cve_2006_5752_and_2007_6388_every_page_says_UTF_8_and_no_query_makes_it_load_again(string query)
    {
        using var bench = Bench.OfTwo();

        foreach (var page in new[] { bench.Get("", query), bench.Get("/journal", query), bench.Get("/nowhere", query), bench.Get("", "b=bar&" + query) })
        {
            Assert.Equal("text/html; charset=utf-8", page.ContentType);
            Assert.DoesNotContain("http-equiv", Bench.Text(page), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(page.Fields, f => f.Key.Equals("Refresh", StringComparison.OrdinalIgnoreCase));
            AssertPlain(page);
        }
    }

    [Theory]
    [InlineData("ops.example.com\"><script>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("ops.example.com'onload=")]
    [InlineData("ops.example.com/\"")]
    public void Cve_2012_3499_2008_2939_2008_0005_and_2026_29170_a_Host_is_no_markup(string host)
    {
        using var bench = Bench.OfTwo();
        bench.Host = host;

        var page = bench.Get();

        Assert.Equal(400, page.Status);
        Assert.DoesNotContain(host, Bench.Text(page), StringComparison.Ordinal);
        AssertPlain(page);
    }

    [Fact]
    public void Cve_2026_33006_tokens_are_compared_as_digests_of_one_length()
    {
        // A guess is digested before it is compared, so that no byte of it meets a byte of the token.
        var source = File.ReadAllText(Path.Combine(Root(), "src", "Balancer.Manager", "Serving", "Tokens.cs"));

        Assert.Contains("CryptographicOperations.FixedTimeEquals(Digest(", source, StringComparison.Ordinal);
        Assert.DoesNotContain("given ==", source, StringComparison.Ordinal);
        using var bench = Bench.OfTwo();
        for (var i = 0; i < bench.Token.Length; i++)
        {
            var wrong = bench.Token.ToCharArray();
            wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
            Assert.Equal(403, bench.Send($"nonce={new string(wrong)}&b=foo&b_tmo=5").Status);
            Assert.Equal(403, bench.Send($"nonce={bench.Token[..i]}&b=foo&b_tmo=5").Status);
        }
    }

    // No script but the page's own, no handler, no style, no address of another scheme, whoever parses it.
    private static void AssertPlain(ManagerResponse page)
    {
        if (page.ContentType != "text/html; charset=utf-8")
        {
            return;
        }

        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(Encoding.UTF8.GetString(page.Body.Span));
        foreach (var element in document.All)
        {
            Assert.True(element.LocalName != "script" || element.GetAttribute("src")?.StartsWith("/balancer-manager/script.js", StringComparison.Ordinal) == true || page.Status == 400, element.OuterHtml);
            Assert.True(element.LocalName != "script" || element.TextContent.Length == 0, element.OuterHtml);
            Assert.DoesNotContain(element.LocalName, (string[])["iframe", "object", "embed", "base", "img"]);
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style", element.OuterHtml);
                Assert.True(attribute.Name is not ("href" or "src" or "action") || attribute.Value is ['/', not '/', ..] or ['#', ..] or "/", $"{attribute.Name}={attribute.Value}");
            }
        }
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (!File.Exists(Path.Combine(folder!.FullName, "Library.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
