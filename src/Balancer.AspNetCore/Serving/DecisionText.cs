using System.Globalization;
using System.Text;

namespace Balancing.AspNetCore;

/// <summary>
/// Parts of a header value, <c>name=token</c> or <c>name="text"</c>, joined with <c>; </c>. What a header cannot hold is
/// percent-encoded, and what is long is cut, so that nothing a client sent breaks it (R11, R15, R37).
/// </summary>
internal sealed class DecisionText
{
    private const int Longest = 256;
    private const int LongestQuoted = 6144;

    private readonly StringBuilder _text = new();

    /// <summary>A value that is usually one word; quoted when it is none. Nothing when null.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            Begin(name).Append('=');
            if (FieldLine.IsToken(value) && value.Length <= Longest)
            {
                _text.Append(value);
            }
            else
            {
                Quote(value, Longest);
            }
        }
    }

    /// <summary>A text in quotes. Nothing when null.</summary>
    public void AddQuoted(string name, string? value)
    {
        if (value is not null)
        {
            Begin(name).Append('=');
            Quote(value, LongestQuoted);
        }
    }

    /// <summary>A word alone.</summary>
    public void AddFlag(string name, bool holds)
    {
        if (holds)
        {
            Begin(name);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private StringBuilder Begin(string name) => (_text.Length > 0 ? _text.Append("; ") : _text).Append(name);

    private void Quote(string value, int longest)
    {
        _text.Append('"');
        var end = _text.Length + longest;
        foreach (var rune in value.EnumerateRunes())
        {
            if (_text.Length >= end)
            {
                _text.Append("...");
                break;
            }

            Append(rune);
        }

        _text.Append('"');
    }

    private void Append(Rune rune)
    {
        if (rune.Value is >= ' ' and <= '~')
        {
            (rune.Value is '"' or '\\' ? _text.Append('\\') : _text).Append((char)rune.Value);
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
        {
            _text.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
    }
}
