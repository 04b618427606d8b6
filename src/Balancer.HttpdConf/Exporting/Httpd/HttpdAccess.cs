namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>
/// Who may come. Where a rule cannot be said it is replaced by one that lets in nobody more: text that opens what was closed must
/// never come of an export (R57).
/// </summary>
internal sealed class HttpdAccess(HttpdText text)
{
    private const string Everybody = "all granted";

    /// <summary>The Require lines of a section; httpd takes them as a group of which any must hold.</summary>
    public void Tree(AccessOptions access, string place)
    {
        switch (access.Match)
        {
            case AccessMatch.Any:
                Inside(access, place);
                break;
            case AccessMatch.None: // stands only beside what grants (mod_authz_core.c)
                text.Open("RequireAll");
                Require(Everybody);
                Group(access, place);
                text.Close();
                break;
            default:
                Group(access, place);
                break;
        }
    }

    private void Group(AccessOptions access, string place)
    {
        text.Open($"Require{access.Match}");
        Inside(access, place);
        text.Close();
    }

    private void Inside(AccessOptions access, string place)
    {
        for (var i = 0; i < access.Require.Count; i++)
        {
            var rule = access.Require[i];
            if (HttpdWords.CanSay(rule, out var why))
            {
                Require(rule);
            }
            else
            {
                text.Lose($"{place}:Require:{i}", why);
                Require(access.Match == AccessMatch.None ? Everybody : "all denied");
            }
        }

        for (var i = 0; i < access.Nested.Count; i++)
        {
            Group(access.Nested[i], $"{place}:Nested:{i}");
        }
    }

    private void Require(string rule) =>
        text.Quoted("", "Require", rule.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(HttpdWords.Quote));
}
