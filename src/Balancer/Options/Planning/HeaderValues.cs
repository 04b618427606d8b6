using Balancing.Expressions;

namespace Balancing;

/// <summary>Checks the values of header rules (mod_headers.c: parse_format_string).</summary>
internal static class HeaderValues
{
    private const string Remedy = "Use %{VAR}e for a variable and %% for a percent sign";

    /// <summary>Reports what is wrong with a value.</summary>
    public static void Check(string value, Place place, string word, RequestNames names)
    {
        if (Characters.AnyControl(value))
        {
            place.Add("the value holds a control character", "Remove it", word);
        }
        else if (value.StartsWith("expr=", StringComparison.OrdinalIgnoreCase))
        {
            if (ExpressionText.ProblemOf(value[5..], names) is var (cause, remedy)) place.Add(cause, remedy, word);
        }
        else
        {
            CheckFormats(value, place, word);
        }
    }

    private static void CheckFormats(string value, Place place, string word)
    {
        for (var i = value.IndexOf('%', StringComparison.Ordinal); i >= 0; i = value.IndexOf('%', i))
        {
            var length = FormatLength(value.AsSpan(i), out var format);
            if (length == 0)
            {
                var (cause, remedy) = Why(format);
                place.Add($"{Kind<string>.Quote(value)} holds a format we do not know{cause}", remedy, word);
                return;
            }

            if ((i += length) >= value.Length)
            {
                return;
            }
        }
    }

    private static int FormatLength(ReadOnlySpan<char> rest, out char format)
    {
        var close = rest.StartsWith("%{") ? rest.IndexOf('}') : 0;
        format = close >= 0 && close + 1 < rest.Length ? rest[close + 1] : '\0';
        return close > 2 && format == 'e' ? close + 2 : close == 0 && format == '%' ? 2 : 0;
    }

    private static (string Cause, string Remedy) Why(char format) => format switch
    {
        's' => (": %{VAR}s asks what TLS knows, which is not seen here, and a header without it could be believed",
            "Let the host set a variable and write %{VAR}e, or expr=%{HTTPS}"),
        't' or 'D' => ($": %{format} asks a clock, and rules have none", "Let the host add the header"),
        'l' or 'i' or 'b' => ($": %{format} is about the load of httpd's own processes", "Remove it"),
        _ => ("", Remedy),
    };
}
