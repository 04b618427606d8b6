using System.Globalization;
using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>Directives that may stand in a server and in a section of it (httpd: the per-directory configuration).</summary>
internal sealed class HttpdSections(HttpdText text, HttpdAccess access)
{
    private const string Interpolate = "interpolate";

    /// <summary>Location and LocationMatch, in order.</summary>
    public void Locations(SiteOptions site, string place)
    {
        for (var i = 0; i < site.Location.Count; i++)
        {
            Location(site.Location[i], $"{place}:Location:{i}");
        }
    }

    /// <summary>SetEnvIf and its kin, then SetEnv.</summary>
    public void Variables(List<SetEnvIfOptions> rules, List<string> variables, string place)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            var (directive, words) = rule.Expr is { } expr
                ? ("SetEnvIfExpr", new[] { expr })
                : (rule.IgnoreCase == true ? "SetEnvIfNoCase" : "SetEnvIf", [rule.Attribute, rule.Pattern]);
            text.Directive($"{place}:SetEnvIf:{i}", directive, [.. words, .. rule.Variables]);
        }

        for (var i = 0; i < variables.Count; i++)
        {
            var sign = variables[i].IndexOf('=', StringComparison.Ordinal);
            text.Directive($"{place}:SetEnv:{i}", "SetEnv", sign < 0 ? [variables[i]] : [variables[i][..sign], variables[i][(sign + 1)..]]);
        }
    }

    /// <summary>Header or RequestHeader.</summary>
    public void Headers(string directive, List<HeaderRuleOptions> rules, string place)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, at) = (rules[i], $"{place}:{directive}:{i}");
            if (!HeaderShapes.IsWhole(rule))
            {
                text.Lose(at, HeaderShapes.Broken);
            }
            else if (rule is { Env: not null, Expr: not null })
            {
                text.Lose(at, "httpd takes one condition for a header, a variable or an expression; the rule is left out");
            }
            else
            {
                var action = rule.Action == HeaderAction.EditAll ? "edit*" : rule.Action.ToString().ToLowerInvariant();
                string?[] words = [action, rule.Name, rule.Pattern, rule.Value, Condition("env", rule.Env), Condition("expr", rule.Expr)];
                text.Directive(at, directive, words.OfType<string>());
            }
        }
    }

    /// <summary>ProxyPassReverse with our path, and the cookie directives.</summary>
    public void Reverse(
        List<ProxyPassReverseOptions> entries, List<CookieRuleOptions> domains, List<CookieRuleOptions> paths, string place)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            Words($"{place}:ProxyPassReverse:{i}", "ProxyPassReverse", entries[i].Interpolate, entries[i].Path, entries[i].From);
        }

        Cookies("ProxyPassReverseCookieDomain", domains, place);
        Cookies("ProxyPassReverseCookiePath", paths, place);
    }

    /// <summary>ProxyErrorOverride: a switch, and codes behind On.</summary>
    public void ErrorOverride(bool? on, List<int> codes, string place)
    {
        if (codes.Count > 0 || on is not null)
        {
            string[] words = [on == false && codes.Count == 0 ? "Off" : "On", .. codes.Select(code => code.ToString(CultureInfo.InvariantCulture))];
            text.Directive(place, "ProxyErrorOverride", words);
        }
    }

    private void Location(LocationOptions section, string place)
    {
        if ((section.Path is null) == (section.Match is null) || !HttpdWords.CanSay(section.Match ?? section.Path!, out _))
        {
            text.Lose(place, "the section cannot say what it holds; it is left out");
            return;
        }

        text.Paragraph();
        text.Open(section.Match is null ? "Location" : "LocationMatch", HttpdWords.Quote(section.Match ?? section.Path!));
        if (section.Access is { } who)
        {
            access.Tree(who, $"{place}:Access");
        }

        Switches(section, place);
        Variables(section.SetEnvIf, section.SetEnv, place);
        LocationReverse(section, place);
        Headers("RequestHeader", section.RequestHeader, place);
        Headers("Header", section.Header, place);
        text.Close();
    }

    private void Switches(LocationOptions section, string place)
    {
        foreach (var option in SiteTables.Location)
        {
            var words = option.Said(section) switch
            {
                string name => name,
                bool on when option.Word != "ProxyErrorOverride" => on ? "On" : "Off",
                _ => null,
            };
            if (words is not null)
            {
                text.Directive($"{place}:{option.Name}", option.Word, words);
            }
        }

        ErrorOverride(section.ProxyErrorOverride, section.ProxyErrorOverrideStatus, place);
    }

    // mod_proxy.c: add_pass_reverse: in a section the path is the section's.
    private void LocationReverse(LocationOptions section, string place)
    {
        for (var i = 0; i < section.ProxyPassReverse.Count; i++)
        {
            var (entry, at) = (section.ProxyPassReverse[i], $"{place}:ProxyPassReverse:{i}");
            if (section.Path is null || (entry.Path is { Length: > 0 } path && path != section.Path))
            {
                text.Lose(at, "in a section ProxyPassReverse turns back into the section's own path, and into no other");
            }
            else
            {
                Words(at, "ProxyPassReverse", entry.Interpolate, entry.From);
            }
        }

        Cookies("ProxyPassReverseCookieDomain", section.ProxyPassReverseCookieDomain, place);
        Cookies("ProxyPassReverseCookiePath", section.ProxyPassReverseCookiePath, place);
    }

    private void Cookies(string directive, List<CookieRuleOptions> rules, string place)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Words($"{place}:{directive}:{i}", directive, rules[i].Interpolate, rules[i].From, rules[i].To);
        }
    }

    private void Words(string place, string directive, bool? interpolate, params string[] words) =>
        text.Directive(place, directive, HttpdWords.QuoterOf(interpolate), interpolate == true ? [.. words, Interpolate] : words);

    private static string? Condition(string key, string? value) => value is null ? null : $"{key}={value}";
}
