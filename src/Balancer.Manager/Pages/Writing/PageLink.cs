using System.Text;
using Balancing.Manager.Live;

namespace Balancing.Manager.Pages;

/// <summary>A link to a page of the manager. It always begins with one slash, so it can neither run a script nor leave this server.</summary>
internal readonly struct PageLink
{
    private readonly string _mount;
    private readonly string _path;

    private PageLink(string mount, string path) => (_mount, _path) = (mount, path);

    private (string Name, string Value) First { get; init; }

    private (string Name, string Value) Second { get; init; }

    private (string Name, string Value) Third { get; init; }

    private (string Name, string Value) Fourth { get; init; }

    private string? Anchor { get; init; }

    /// <summary>A page below the mount; empty for the overview.</summary>
    public static PageLink To(PageContext context, string path = "") => new(context.Mount, path);

    /// <summary>The same with one more value in the query; an empty one is left out.</summary>
    public PageLink With(string name, string? value) => (name, value) switch
    {
        (_, null or "") => this,
        _ when First.Name is null => this with { First = (name, value) },
        _ when Second.Name is null => this with { Second = (name, value) },
        _ when Third.Name is null => this with { Third = (name, value) },
        _ when Fourth.Name is null => this with { Fourth = (name, value) },
        _ => throw new InvalidOperationException("A link has at most four values."),
    };

    /// <summary>The same, to a place within the page.</summary>
    public PageLink At(string anchor) => this with { Anchor = anchor };

    /// <summary>Writes it; it needs no encoding besides its own.</summary>
    public void Write(PooledBuffer buffer)
    {
        buffer.Append("/"u8);
        Escape(buffer, _mount.AsSpan().TrimStart('/'), isPath: true);
        if (_mount.Length > 1 || _path.Length > 1)
        {
            Escape(buffer, _mount.Length > 1 ? _path : _path.AsSpan().TrimStart('/'), isPath: true);
        }

        Write(buffer, First, "?"u8);
        Write(buffer, Second, "&amp;"u8);
        Write(buffer, Third, "&amp;"u8);
        Write(buffer, Fourth, "&amp;"u8);
        if (Anchor is not null)
        {
            buffer.Append("#"u8);
            Escape(buffer, Anchor, isPath: false);
        }
    }

    private static void Write(PooledBuffer buffer, (string Name, string Value) pair, ReadOnlySpan<byte> before)
    {
        if (pair.Name is not null)
        {
            buffer.Append(before);
            Escape(buffer, pair.Name, isPath: false);
            buffer.Append("="u8);
            Escape(buffer, pair.Value, isPath: false);
        }
    }

    private static void Escape(PooledBuffer buffer, ReadOnlySpan<char> text, bool isPath)
    {
        Span<byte> bytes = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            _ = Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            text = text[consumed..];
            foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
            {
                Escape(buffer, one, isPath);
            }
        }
    }

    // RFC 3986: what a query may hold as it is, apart from what separates its values.
    private static void Escape(PooledBuffer buffer, byte value, bool isPath)
    {
        var c = (char)value;
        if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' or '/' or ':' || (isPath && c == '@'))
        {
            buffer.GetSpan(1)[0] = value;
            buffer.Advance(1);
            return;
        }

        var into = buffer.GetSpan(3);
        (into[0], into[1], into[2]) = ((byte)'%', Hex(value >> 4), Hex(value & 15));
        buffer.Advance(3);
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
