using System.Buffers.Text;

namespace Balancing.Ajp;

/// <summary>The head of an answer. May serve again.</summary>
internal sealed class AjpHead
{
    private List<KeyValuePair<string, string>> _lines = [];

    public int Status { get; private set; }

    /// <summary>The standard phrase when the container has none of its own; empty when there is none.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The header lines in their order; what belongs to a connection is not among them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Lines => _lines;

    /// <summary>The announced length of the body; -1 without one.</summary>
    public long Length { get; private set; }

    /// <summary>The answer has no body, whatever it announces.</summary>
    public bool HasNoBody { get; private set; }

    /// <summary>Reads it from a packet.</summary>
    /// <param name="payload">The packet's payload.</param>
    /// <param name="isHead">The request's method was HEAD.</param>
    /// <returns>What is wrong with it, in our words; null when nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> payload, bool isHead)
    {
        _lines = new List<KeyValuePair<string, string>>(16); // those of before may still be in somebody's hands
        var reader = new SendHeadersReader(payload);
        if (reader.Fault == AjpFault.None && reader.Status < 200)
        {
            return "the container sent an interim answer, for which AJP has no place";
        }

        (Status, Reason, Length) = (reader.Status, reader.Fault == AjpFault.None ? Reasons.Of(reader.Status, reader.Reason) : "", -1);
        HasNoBody = isHead || Status is 204 or 205 or 304;
        var connects = false;
        while (reader.NextHeader(out var field))
        {
            var name = KnownText.Of(field.Name);
            if (field.Code == ContentLengthCode)
            {
                if (!TakeLength(field.Value))
                {
                    return "the answer's Content-Length is not valid"; // R4, R8
                }

                continue;
            }

            connects |= FieldRules.IsOfConnection(name, named: null);
            _lines.Add(new(name, KnownText.Of(field.Value)));
        }

        if (connects)
        {
            DropConnection();
        }

        return reader.Fault == AjpFault.None ? null : "the head of the answer is not valid";
    }

    private const int ContentLengthCode = 3;

    private bool TakeLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(text, out long length, out var used) || used != text.Length || (Length >= 0 && Length != length))
        {
            return false;
        }

        if (Length < 0)
        {
            Length = length;
            _lines.Add(new("Content-Length", KnownText.Of(text)));
        }

        return true;
    }

    private void DropConnection()
    {
        var named = FieldRules.NamedByConnection(_lines);
        _lines.RemoveAll(line => FieldRules.IsOfConnection(line.Key, named));
    }
}
