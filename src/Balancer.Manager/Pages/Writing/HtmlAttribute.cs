using System.Text;

namespace Balancing.Manager.Pages;

/// <summary>The attributes that take a text. None is a style, an event or a URL.</summary>
internal sealed class HtmlAttribute
{
    public static readonly HtmlAttribute AriaCurrent = new("aria-current"), AriaHidden = new("aria-hidden"), AriaLabel = new("aria-label");
    public static readonly HtmlAttribute AriaLabelledBy = new("aria-labelledby"), AriaLive = new("aria-live"), AriaSort = new("aria-sort");
    public static readonly HtmlAttribute AriaDescribedBy = new("aria-describedby"), AutoComplete = new("autocomplete"), Charset = new("charset");
    public static readonly HtmlAttribute Class = new("class"), Colspan = new("colspan"), Content = new("content"), For = new("for"), Id = new("id");
    public static readonly HtmlAttribute DataB = new("data-b"), DataW = new("data-w"), DataKey = new("data-key");
    public static readonly HtmlAttribute DataLive = new("data-live"), DataRevision = new("data-revision");
    public static readonly HtmlAttribute DateTime = new("datetime"), EncType = new("enctype"), Height = new("height"), InputMode = new("inputmode");
    public static readonly HtmlAttribute Lang = new("lang"), Max = new("max"), MaxLength = new("maxlength"), Method = new("method"), Min = new("min");
    public static readonly HtmlAttribute Name = new("name"), Placeholder = new("placeholder"), Points = new("points"), Rel = new("rel");
    public static readonly HtmlAttribute Role = new("role"), Rows = new("rows"), Scope = new("scope"), SpellCheck = new("spellcheck"), Step = new("step");
    public static readonly HtmlAttribute TabIndex = new("tabindex"), Title = new("title"), Type = new("type"), Value = new("value"), Width = new("width"), Y = new("y");

    private readonly byte[] _begin;

    private HtmlAttribute(string name) => _begin = Encoding.ASCII.GetBytes($" {name}=\"");

    /// <summary>The attribute up to its value.</summary>
    public ReadOnlySpan<byte> Begin => _begin;
}

/// <summary>The attributes that are there or not.</summary>
internal sealed class HtmlSwitch
{
    public static readonly HtmlSwitch Checked = new("checked"), Hidden = new("hidden"), Open = new("open"), Required = new("required"), Selected = new("selected");

    private readonly byte[] _text;

    private HtmlSwitch(string name) => _text = Encoding.ASCII.GetBytes($" {name}=\"\"");

    /// <summary>The whole attribute.</summary>
    public ReadOnlySpan<byte> Text => _text;
}

/// <summary>The attributes that lead somewhere; they take nothing but a <see cref="PageLink"/>.</summary>
internal sealed class HtmlTarget
{
    public static readonly HtmlTarget Action = new("action"), DataLive = new("data-live"), Href = new("href");

    private readonly byte[] _begin;

    private HtmlTarget(string name) => _begin = Encoding.ASCII.GetBytes($" {name}=\"");

    /// <summary>The attribute up to its value.</summary>
    public ReadOnlySpan<byte> Begin => _begin;
}
