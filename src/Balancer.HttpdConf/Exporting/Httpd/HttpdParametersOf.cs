using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Options as <c>key=value</c> words.</summary>
internal static class HttpdParametersOf
{
    /// <summary>The words of a table, quoted.</summary>
    public static List<string> Words<T>(HttpdText text, T options, IEnumerable<Option<T>> table, Apply<T> apply, string place)
        where T : new()
    {
        var words = new List<string>();
        foreach (var option in table)
        {
            if (option.Said(options) is not { } value)
            {
                continue;
            }

            var at = $"{place}:{option.Name}";
            if (option.Word.Length == 0)
            {
                text.Lose(at, option.Why);
            }
            else if (HttpdValues.Of(option, value, apply) is not { } written)
            {
                text.Lose(at, $"{option.Word} cannot say this value");
            }
            else if (!HttpdWords.CanSay(written, out var why))
            {
                text.Lose(at, why);
            }
            else
            {
                words.Add(HttpdWords.Quote($"{option.Word}={written}"));
            }
        }

        return words;
    }

    /// <summary>All of a member but its URL, quoted.</summary>
    public static List<string> Member(HttpdText text, HttpdChecks checks, MemberOptions options, Dictionary<string, string> templates, string place)
    {
        var words = Words(text, options, MemberTables.Member, HttpdParameters.ApplyToMember, place);
        words.AddRange(Words(
            text, options.Pool, MemberTables.Pool, (pool, key, value) => HttpdParameters.ApplyToMember(new MemberOptions { Pool = pool }, key, value),
            $"{place}:Pool"));
        if (options.HealthCheck is { } check)
        {
            words.AddRange(checks.Words(check, templates, $"{place}:HealthCheck"));
        }

        for (var i = 0; i < options.ProxySet.Count; i++)
        {
            text.Lose($"{place}:ProxySet:{i}", "the text cannot be read");
        }

        return words;
    }
}
