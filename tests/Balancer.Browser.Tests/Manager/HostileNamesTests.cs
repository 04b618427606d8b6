using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Balancing.Browser.Tests.Manager;

/// <summary>Names that want to be something else. Two parsers read every page, and read the same; nothing of it is executed.</summary>
[Collection(ManagerInABrowser.Name)]
public sealed class HostileNamesTests(Chromium chromium)
{
    private const string Url = "http://127.0.0.1:9/</a></td><script>alert(1)</script><img/src=x/onerror=alert(2)>'\"&lt;&amp";

    private const string Dump =
        """
        (() => {
          const told = [];
          const walk = (node, depth) => {
            const pad = ' '.repeat(depth);
            if (node.nodeType === 1) {
              told.push(pad + '<' + node.localName + '>' + [...node.attributes].map(a => ' ' + a.name + '=' + a.value.replaceAll('\n', '\\n')).sort().join(''));
              node.childNodes.forEach(child => walk(child, depth + 1));
            } else told.push(pad + node.nodeType + ' ' + node.nodeValue.replaceAll('\n', '\\n'));
          };
          document.childNodes.forEach(node => { if (node.nodeType !== 10) walk(node, 0); });
          return told.join('\n');
        })()
        """;

    public static TheoryData<string> Texts =>
    [
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(2)><a b=\"",
        "'--></style></textarea><svg/onload=alert(3)>",
        "&lt;&amp;&#x3c;script&#62 &notit; %3Cscript%3E",
        "\u202Egnp.exe\u2066\u00AD\u200B",
        "javascript:alert(4)//{{7*7}}${7*7}",
        "\u00E9\U0001F600\uFFFD\u2028x",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Whatever_a_name_holds_two_parsers_read_the_same_page_and_nothing_is_executed(string text)
    {
        using var foo = Foo(text);
        await using var server = await ServeAsync(foo, text);
        var mount = server.Urls.Single() + "/balancer-manager";
        await using var plain = await chromium.VisitAsync(scripts: false);
        await using var lively = await chromium.VisitAsync();
        var member = Uri.EscapeDataString(foo.Members[0].Url.Configured);

        foreach (var path in (string[])["", "?b=foo", $"?b=foo&w={member}", $"?q={Uri.EscapeDataString(text)}&sort=-url", "/journal", "/why"])
        {
            await AgreesAsync(plain.Page, () => plain.Page.GotoAsync(mount + path)!);
            await lively.Page.GotoAsync(mount + path);
            Assert.Equal(1, await lively.Page.Locator("script").CountAsync());
            Assert.Equal(0, await lively.Page.Locator("img, iframe, object, embed, base, [onerror], [onload]").CountAsync());
        }

        await plain.Page.GotoAsync($"{mount}?b=foo&w={member}");
        await plain.Page.Locator("#edit").Locator("[name=w_ls]").FillAsync("2");
        await AgreesAsync(plain.Page, () => plain.Page.RunAndWaitForResponseAsync(
            () => plain.Page.Locator("#edit").GetByRole(AriaRole.Button, new() { Name = "Review changes" }).ClickAsync(), answer => answer.Request.Method == "POST")!);
        plain.IsContent();
        lively.IsContent();
    }

    private static Balancer Foo(string text)
    {
        var foo = Balancer.Create("foo").Member(Url, m => m.Route("a")).Member("http://127.0.0.1:10", m => m.Route("b")).Build();
        var by = new Operator(text, text);
        _ = foo.Edit(new EditRequest(new MemberEdit(Url) { Route = text, Redirect = text }) { By = by }); // one that a cookie cannot carry is refused
        Assert.True(foo.Edit(new EditRequest(new MemberEdit(Url) { LbSet = 1 }) { By = by }).Applied);
        return foo;
    }

    private static async Task AgreesAsync(IPage page, Func<Task<IResponse?>> open)
    {
        var answer = await open();
        var source = Encoding.UTF8.GetString(await answer!.BodyAsync());
        await page.WaitForLoadStateAsync();

        Assert.Equal(Told(await new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocumentAsync(source)), await page.EvaluateAsync<string>(Dump));
    }

    private static string Told(IDocument document)
    {
        var told = new List<string>();
        foreach (var node in document.ChildNodes.Where(n => n.NodeType != NodeType.DocumentType))
        {
            Walk(node, 0);
        }

        return string.Join('\n', told);

        void Walk(INode node, int depth)
        {
            var pad = new string(' ', depth);
            if (node is not IElement element)
            {
                told.Add($"{pad}{(int)node.NodeType} {Quoted(node.TextContent)}");
                return;
            }

            told.Add($"{pad}<{element.LocalName}>{string.Concat(element.Attributes.Select(a => $" {a.Name}={Quoted(a.Value)}").Order(StringComparer.Ordinal))}");
            foreach (var child in element.ChildNodes)
            {
                Walk(child, depth + 1);
            }
        }
    }

    private static string Quoted(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);

    private static async Task<WebApplication> ServeAsync(Balancer foo, string title)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddBalancerManager(options => options.Title = title);
        var app = builder.Build();
        app.MapBalancerManager("/balancer-manager", [foo]).AllowFrom("127.0.0.1", "::1");
        await app.StartAsync();
        return app;
    }
}
