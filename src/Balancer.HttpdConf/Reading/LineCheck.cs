using System.Buffers;

namespace Balancing.HttpdConf.Reading;

/// <summary>Lines that nobody meant as configuration.</summary>
internal static class LineCheck
{
    // White space and line ends are no trouble; a carriage return in the middle of a line is.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Where(c => c is not ('\t' or '\v' or '\f' or '\n'))]);

    /// <summary>Reports what is wrong with a line; false when it is not to be read.</summary>
    public static bool Passes(ReadingState state, ref ConfigLine line, int longest)
    {
        if (line.Text.Length > longest)
        {
            state.Problem(line.Place, $"the line is longer than {longest} characters", "Split it into several directives");
            return false;
        }

        var at = line.Text.AsSpan().IndexOfAny(Controls);
        if (at >= 0)
        {
            state.Problem(line.Place, Describe(line.Text[at]), "Save the file as plain text and remove the character");
        }

        var nul = line.Text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            line = line with { Text = ConfigWords.Trim(line.Text.AsSpan(0, nul)).ToString() };
        }

        return line.Text.Length > 0;
    }

    private static string Describe(char c) => c switch
    {
        '\0' => "the line holds a NUL character, and httpd reads no further than that",
        '\r' => "the line holds a carriage return; it may be several lines of another system",
        _ => $"the line holds the control character U+{(int)c:X4}",
    };
}
