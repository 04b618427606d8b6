using System.Text;

namespace Balancing.Ajp;

/// <summary>Names that have a code on the wire, counted from 1; found by text whatever its case, or by code.</summary>
internal sealed class CodeNames
{
    private readonly string[] _names;
    private readonly byte[][] _bytes;
    private readonly byte[][] _byLength; // codes of the names of each length

    public CodeNames(params string[] names)
    {
        _names = names;
        _bytes = Array.ConvertAll(names, Encoding.ASCII.GetBytes);
        _byLength = new byte[names.Max(name => name.Length) + 1][];
        for (var length = 0; length < _byLength.Length; length++)
        {
            var same = length;
            var codes = Enumerable.Range(1, names.Length).Where(code => names[code - 1].Length == same);
            _byLength[length] = [.. codes.Select(code => (byte)code)];
        }
    }

    /// <summary>The highest code.</summary>
    public int Count => _names.Length;

    /// <summary>The code of a name, 0 when it has none.</summary>
    public int CodeOf(ReadOnlySpan<char> name)
    {
        foreach (var code in Candidates(name.Length))
        {
            if (name.Equals(_names[code - 1], StringComparison.OrdinalIgnoreCase))
            {
                return code;
            }
        }

        return 0;
    }

    /// <summary>The code of a name, 0 when it has none.</summary>
    public int CodeOf(ReadOnlySpan<byte> name)
    {
        foreach (var code in Candidates(name.Length))
        {
            if (Ascii.EqualsIgnoreCase(name, _bytes[code - 1]))
            {
                return code;
            }
        }

        return 0;
    }

    /// <summary>The name of a code from 1 to <see cref="Count"/>.</summary>
    public string NameOf(int code) => _names[code - 1];

    /// <summary>The name of a code from 1 to <see cref="Count"/>, as bytes.</summary>
    public ReadOnlySpan<byte> BytesOf(int code) => _bytes[code - 1];

    private ReadOnlySpan<byte> Candidates(int length) => length < _byLength.Length ? _byLength[length] : [];
}
