using System.Buffers;
using System.Globalization;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>
/// RFC 9112 by the letter, without anything it allows recipients to forgive: what a member gets must mean the same to every parser.
/// Reads one request from the start of some bytes, one character each.
/// </summary>
internal sealed class StrictParser
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static readonly SearchValues<char> TokenChars = SearchValues.Create(Letters + "!#$%&'*+-.^_`|~");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> TargetChars = SearchValues.Create(Letters + "-._~!$&'()*+,;=:@/?%");
    private static readonly SearchValues<char> HostChars = SearchValues.Create(Letters + "-._~!$&'()*+,;=%[]:");
    private static readonly SearchValues<char> ValueControls = SearchValues.Create("\0\x1\x2\x3\x4\x5\x6\a\b\n\v\f\r\xe\xf\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f");

    private readonly string _bytes;
    private int _at;

    /// <summary>Whether a target has characters that RFC 3986 does not allow in a query.</summary>
    public static bool IsLoose(string target) => target.AsSpan().ContainsAnyExcept(TargetChars) || BadEscape(target);

    private StrictParser(string bytes) => _bytes = bytes;

    /// <summary>How many bytes it took; 0 when there are not all yet.</summary>
    /// <exception cref="FormatException">It is none, whatever follows.</exception>
    public static int Read(string bytes, out StrictMessage? message, out bool expects)
    {
        var parser = new StrictParser(bytes);
        (message, expects) = (null, false);
        try
        {
            message = parser.Message(out expects);
            return parser._at;
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }

    private StrictMessage Message(out bool expects)
    {
        expects = false;
        var words = Line().Split(' ');
        Must(words.Length == 3, "the request line has not three words");
        Must(IsToken(words[0]), "the method is no token");
        Must(words[2] == "HTTP/1.1", "the version is not HTTP/1.1");
        Must((words[1] == "*" && words[0] == "OPTIONS") || IsOriginForm(words[1]), "the target is not in origin form");
        var fields = FieldLines();
        var hosts = Values(fields, "Host");
        Must(hosts.Count == 1 && IsHost(hosts[0]), "there is not one good Host");
        var (lengths, codings) = (Values(fields, "Content-Length"), Values(fields, "Transfer-Encoding"));
        Must(lengths.Count + codings.Count <= 1, "there is more than one length");
        expects = Values(fields, "Expect") is [var expected] && expected.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
        if (codings.Count == 1)
        {
            Must(codings[0].Equals("chunked", StringComparison.OrdinalIgnoreCase), "the coding is not chunked");
            var body = Chunks();
            return new StrictMessage(words[0], words[1], fields, body, FieldLines());
        }

        var length = 0L;
        Must(lengths.Count == 0 || (lengths[0].Length > 0 && lengths[0].All(char.IsAsciiDigit) && long.TryParse(lengths[0], out length)), "the length is none");
        return new StrictMessage(words[0], words[1], fields, Take(length), []);
    }

    private List<KeyValuePair<string, string>> FieldLines()
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (Line() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Must(colon > 0 && IsToken(line[..colon]), "a field name is no token");
            var value = line[(colon + 1)..].Trim(' ', '\t');
            Must(!value.AsSpan().ContainsAny(ValueControls), "a field value has a control character");
            fields.Add(new(line[..colon], value));
        }

        return fields;
    }

    private string Chunks()
    {
        var body = "";
        while (true)
        {
            var line = Line();
            var digits = line.AsSpan().IndexOfAnyExcept(HexDigits) is >= 0 and var end ? end : line.Length;
            Must(digits is > 0 and < 8 && digits == line.Length, "a chunk size is none, or has an extension that nobody sent us for him");
            var size = int.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return body;
            }

            body += Take(size);
            Must(Take(2) == "\r\n", "chunk data does not end with CRLF");
        }
    }

    private string Line()
    {
        var end = _bytes.AsSpan(_at).IndexOfAny('\r', '\n');
        if (end < 0 || (_bytes[_at + end] == '\r' && _at + end + 1 == _bytes.Length))
        {
            throw new EndOfStreamException();
        }

        Must(_bytes[_at + end] == '\r' && _bytes[_at + end + 1] == '\n', "a line does not end with CRLF");
        var line = _bytes.Substring(_at, end);
        _at += end + 2;
        return line;
    }

    private string Take(long count)
    {
        if (_bytes.Length - _at < count)
        {
            throw new EndOfStreamException();
        }

        _at += (int)count;
        return _bytes.Substring(_at - (int)count, (int)count);
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenChars);

    // What a query may not hold, and everybody sends in it; Judge speaks of it.
    private static bool IsOriginForm(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? mark : target.Length;
        var isGood = target.Length > 0 && target[0] == '/' && !target.AsSpan(0, query).ContainsAnyExcept(TargetChars)
            && !target.AsSpan(query).ContainsAnyExceptInRange('!', '~') && !target.Contains('#', StringComparison.Ordinal);
        return isGood && !BadEscape(target[..query]);
    }

    private static bool BadEscape(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return true;
            }
        }

        return false;
    }

    // uri-host [ ":" port ]; empty where the target has no authority.
    private static bool IsHost(string host)
    {
        var closes = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = host.IndexOf(':', closes + 1);
        var name = colon < 0 ? host : host[..colon];
        var isName = closes < 0 ? !name.AsSpan().ContainsAny('[', ']') : closes == name.Length - 1 && System.Net.IPAddress.TryParse(name, out _);
        return isName && !name.AsSpan().ContainsAnyExcept(HostChars) && (colon < 0 || host[(colon + 1)..].All(char.IsAsciiDigit));
    }

    private static List<string> Values(IEnumerable<KeyValuePair<string, string>> fields, string name) =>
        [.. fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value)];

    private static void Must(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new FormatException(otherwise);
        }
    }
}
