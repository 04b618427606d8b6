using System.Text;

namespace Balancing.Manager.Tests.Pages;

/// <summary>
/// A parser that forgives nothing: it takes only the elements and attributes that the manager means to use, wants every element closed and
/// every attribute in double quotes, and refuses whatever could run a script or leave the server.
/// </summary>
internal sealed class StrictHtml
{
    private static readonly HashSet<string> Void = ["input", "meta", "link"];

    private static readonly HashSet<string> Allowed =
    [
        "html", "head", "title", "meta", "link", "script", "body", "header", "nav", "main", "section", "h1", "h2", "p", "div", "pre", "a", "b", "bdi",
        "small", "span", "time", "ul", "li", "dl", "dt", "dd", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "form",
        "fieldset", "legend", "label", "input", "select", "option", "textarea", "button", "svg", "polyline", "rect",
    ];

    private static readonly HashSet<string> AllowedAttributes =
    [
        "lang", "charset", "name", "content", "rel", "href", "type", "src", "class", "id", "role", "title", "tabindex", "scope", "for", "colspan", "method",
        "action", "autocomplete", "value", "checked", "selected", "required", "hidden", "open", "min", "max", "step", "maxlength", "placeholder",
        "spellcheck", "rows", "datetime", "width", "height", "points", "y", "aria-label", "aria-labelledby", "aria-live", "aria-hidden", "aria-sort",
        "aria-current", "aria-describedby", "data-b", "data-w", "data-key", "data-live", "data-revision",
    ];

    private static readonly Dictionary<string, string> Entities = new()
    {
        ["amp"] = "&",
        ["lt"] = "<",
        ["gt"] = ">",
        ["quot"] = "\"",
        ["#39"] = "'",
        ["#10"] = "\n",
    };

    private readonly string _text;
    private int _at;

    private StrictHtml(string text) => _text = text;

    /// <summary>The tree; anything unusual throws.</summary>
    public static PageNode Parse(byte[] page)
    {
        var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(page);
        var parser = new StrictHtml(text);
        parser.Expect("<!DOCTYPE html>\n");
        var root = new PageNode("#document");
        parser.Content(root);
        return parser._at == text.Length && root.Children is [{ Name: "html" }] ? root : throw parser.Wrong("the document is not one html element");
    }

    private void Content(PageNode parent)
    {
        while (_at < _text.Length)
        {
            if (_text[_at] != '<')
            {
                parent.Add(Value('<'));
            }
            else if (_text.AsSpan(_at).StartsWith("</", StringComparison.Ordinal))
            {
                return;
            }
            else
            {
                Element(parent);
            }
        }
    }

    private void Element(PageNode parent)
    {
        Expect("<");
        var node = new PageNode(Name());
        Require(Allowed.Contains(node.Name), $"an element {node.Name}");
        while (_text[_at] == ' ')
        {
            _at++;
            Attribute(node);
        }

        Expect(">");
        parent.Children.Add(node);
        if (Void.Contains(node.Name))
        {
            return;
        }

        // Parsers leave out a new line that these two begin with.
        if (node.Name is "textarea" or "pre" && _text[_at] == '\n')
        {
            _at++;
        }

        Content(node);
        Expect($"</{node.Name}>");
        Require(node.Name != "script" || (node.Children.Count == 0 && node["src"].Length > 0), "a script within the page");
    }

    private void Attribute(PageNode node)
    {
        var name = Name();
        Require(AllowedAttributes.Contains(name), $"an attribute {name}");
        Expect("=\"");
        var value = Value('"');
        Expect("\"");
        Require(node.Attributes.TryAdd(name, value), $"two attributes {name}");
        if (name is "href" or "src" or "action" or "data-live")
        {
            Require(value.StartsWith('/') && !value.StartsWith("//", StringComparison.Ordinal) && !value.Contains('\\', StringComparison.Ordinal), $"a link to {value}");
        }
    }

    private string Name()
    {
        var start = _at;
        while (char.IsAsciiLetterLower(_text[_at]) || char.IsAsciiDigit(_text[_at]) || _text[_at] == '-')
        {
            _at++;
        }

        Require(_at > start, "no name");
        return _text[start.._at];
    }

    private string Value(char end)
    {
        var value = new StringBuilder();
        while (_at < _text.Length && _text[_at] != end)
        {
            var c = _text[_at];
            if (c == '&')
            {
                var semicolon = _text.IndexOf(';', _at);
                Require(semicolon > 0 && Entities.ContainsKey(_text[(_at + 1)..semicolon]), "an unknown reference");
                value.Append(Entities[_text[(_at + 1)..semicolon]]);
                _at = semicolon + 1;
                continue;
            }

            Require(c is not ('<' or '>' or '"' or '\'') && (!char.IsControl(c) || c is '\n' or '\t'), $"a bare U+{(int)c:X4}");
            value.Append(c);
            _at++;
        }

        return value.ToString();
    }

    private void Expect(string text)
    {
        Require(_text.AsSpan(_at).StartsWith(text, StringComparison.Ordinal), $"no {text}");
        _at += text.Length;
    }

    private void Require(bool isSo, string what)
    {
        if (!isSo)
        {
            throw Wrong(what);
        }
    }

    private InvalidOperationException Wrong(string what) =>
        new($"There is {what} at {_at}: {_text[Math.Max(0, _at - 120)..Math.Min(_text.Length, _at + 40)]}");
}
