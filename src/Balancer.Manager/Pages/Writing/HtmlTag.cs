using System.Text;

namespace Balancing.Manager.Pages;

/// <summary>The elements that pages may have. None of them holds a script or a style.</summary>
internal sealed class HtmlTag
{
    public static readonly HtmlTag Html = new("html"), Head = new("head"), Title = new("title"), Body = new("body");
    public static readonly HtmlTag Header = new("header"), Nav = new("nav"), Main = new("main"), Section = new("section"), Footer = new("footer");
    public static readonly HtmlTag H1 = new("h1"), H2 = new("h2"), H3 = new("h3"), P = new("p"), Div = new("div"), Pre = new("pre");
    public static readonly HtmlTag A = new("a"), B = new("b"), Bdi = new("bdi"), Small = new("small"), Span = new("span"), Time = new("time");
    public static readonly HtmlTag Ul = new("ul"), Li = new("li"), Dl = new("dl"), Dt = new("dt"), Dd = new("dd");
    public static readonly HtmlTag Details = new("details"), Summary = new("summary");
    public static readonly HtmlTag Table = new("table"), Caption = new("caption"), Thead = new("thead"), Tbody = new("tbody");
    public static readonly HtmlTag Tr = new("tr"), Th = new("th"), Td = new("td");
    public static readonly HtmlTag Form = new("form"), Fieldset = new("fieldset"), Legend = new("legend"), Label = new("label");
    public static readonly HtmlTag Select = new("select"), Option = new("option"), Textarea = new("textarea"), Button = new("button");
    public static readonly HtmlTag Svg = new("svg"), Polyline = new("polyline"), Rect = new("rect");
    public static readonly HtmlTag Input = new("input", isVoid: true), Meta = new("meta", isVoid: true), Link = new("link", isVoid: true);

    private readonly byte[] _begin;
    private readonly byte[] _end;

    private HtmlTag(string name, bool isVoid = false)
    {
        _begin = Encoding.ASCII.GetBytes($"<{name}");
        _end = Encoding.ASCII.GetBytes($"</{name}>");
        IsVoid = isVoid;
    }

    /// <summary>True when it has neither content nor end.</summary>
    public bool IsVoid { get; }

    /// <summary>The beginning, still open for attributes.</summary>
    public ReadOnlySpan<byte> Begin => _begin;

    /// <summary>The end.</summary>
    public ReadOnlySpan<byte> End => _end;
}
