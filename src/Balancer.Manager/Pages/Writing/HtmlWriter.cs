using System.Buffers.Text;
using System.Globalization;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>
/// Writes HTML of typed parts only: elements, attributes and text. Nothing takes markup, every value is encoded, and every element is
/// closed, so a page is well formed whatever it shows (R49).
/// </summary>
internal sealed class HtmlWriter : IDisposable
{
    private readonly PooledBuffer _buffer = new(65_536);
    private readonly Stack<HtmlTag> _open = new(32);
    private bool _inTag;

    /// <summary>Begins a document.</summary>
    public HtmlWriter() => _buffer.Append("<!DOCTYPE html>\n"u8);

    /// <summary>Begins an element that the result ends when it is disposed of.</summary>
    public Scope In(HtmlTag tag, string? css = null)
    {
        Open(tag, css);
        return new Scope(this);
    }

    /// <summary>The element that was just begun, for the result to end when it is disposed of.</summary>
    public Scope Rest() => new(this);

    /// <summary>Begins an element; attributes may follow, then content, then <see cref="Close"/> unless it is void.</summary>
    public HtmlWriter Open(HtmlTag tag, string? css = null)
    {
        EndTag();
        _buffer.Append(tag.Begin);
        _inTag = true;
        if (!tag.IsVoid)
        {
            _open.Push(tag);
        }

        return css is null ? this : Set(HtmlAttribute.Class, css);
    }

    /// <summary>Ends the element that was begun last.</summary>
    public HtmlWriter Close()
    {
        EndTag();
        _buffer.Append(_open.Pop().End);
        return this;
    }

    /// <summary>An element with nothing but a text.</summary>
    public HtmlWriter Leaf(HtmlTag tag, string text, string? css = null) => Open(tag, css).Text(text).Close();

    /// <summary>An attribute of the element that was just begun.</summary>
    public HtmlWriter Set(HtmlAttribute attribute, string value)
    {
        Begin(attribute.Begin);
        HtmlText.Append(_buffer, value, isAttribute: true);
        _buffer.Append("\""u8);
        return this;
    }

    /// <summary>An attribute that is a number.</summary>
    public HtmlWriter Set(HtmlAttribute attribute, long value)
    {
        Begin(attribute.Begin);
        Append(value);
        _buffer.Append("\""u8);
        return this;
    }

    /// <summary>An attribute that is a link.</summary>
    public HtmlWriter Set(HtmlTarget target, in PageLink link)
    {
        Begin(target.Begin);
        link.Write(_buffer);
        _buffer.Append("\""u8);
        return this;
    }

    /// <summary>An attribute that is there or not.</summary>
    public HtmlWriter Set(HtmlSwitch attribute, bool on = true)
    {
        if (on)
        {
            Begin(attribute.Text);
        }

        return this;
    }

    /// <summary>The points of a line, <c>x,y</c>, each number from 0 to 99.</summary>
    public HtmlWriter SetPoints(ReadOnlySpan<(int X, int Y)> points)
    {
        Begin(HtmlAttribute.Points.Begin);
        var into = _buffer.GetSpan((points.Length * 6) + 1);
        var at = 0;
        foreach (var (x, y) in points)
        {
            at = Small(into, at, x, (byte)',');
            at = Small(into, at, y, (byte)' ');
        }

        at = Math.Max(0, at - 1);
        into[at++] = (byte)'"';
        _buffer.Advance(at);
        return this;
    }

    /// <summary>Text.</summary>
    public HtmlWriter Text(string text)
    {
        EndTag();
        HtmlText.Append(_buffer, text, isAttribute: false);
        return this;
    }

    /// <summary>A whole number.</summary>
    public HtmlWriter Number(long value)
    {
        EndTag();
        Append(value);
        return this;
    }

    /// <summary>A number with two decimals (httpd: <c>%.2f</c>).</summary>
    public HtmlWriter Number(double value)
    {
        EndTag();
        value.TryFormat(_buffer.GetSpan(40), out var written, "0.00", CultureInfo.InvariantCulture);
        _buffer.Advance(written);
        return this;
    }

    /// <summary>The script of the manager, from its own address; there is no other.</summary>
    public HtmlWriter Script(in PageLink link)
    {
        EndTag();
        _buffer.Append("<script type=\"module\" src=\""u8);
        link.Write(_buffer);
        _buffer.Append("\"></script>"u8);
        return this;
    }

    /// <summary>A new line between elements, for those who read the source.</summary>
    public HtmlWriter Line()
    {
        EndTag();
        _buffer.Append("\n"u8);
        return this;
    }

    /// <summary>The document.</summary>
    /// <exception cref="InvalidOperationException">An element is still open.</exception>
    public byte[] ToArray() => _open.Count == 0 && !_inTag ? _buffer.Written.ToArray() : throw new InvalidOperationException("An element is still open.");

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    // There are some two hundred thousand of them on a large page.
    private static int Small(Span<byte> into, int at, int value, byte after)
    {
        if (value >= 10)
        {
            into[at++] = (byte)('0' + (value / 10));
        }

        into[at++] = (byte)('0' + (value % 10));
        into[at++] = after;
        return at;
    }

    private void Append(long value)
    {
        _ = Utf8Formatter.TryFormat(value, _buffer.GetSpan(20), out var written);
        _buffer.Advance(written);
    }

    private void Begin(ReadOnlySpan<byte> attribute)
    {
        if (!_inTag)
        {
            throw new InvalidOperationException("Attributes come before content.");
        }

        _buffer.Append(attribute);
    }

    private void EndTag()
    {
        if (_inTag)
        {
            _inTag = false;
            _buffer.Append(">"u8);
        }
    }

    /// <summary>Ends an element.</summary>
    internal readonly struct Scope(HtmlWriter writer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => writer.Close();
    }
}
