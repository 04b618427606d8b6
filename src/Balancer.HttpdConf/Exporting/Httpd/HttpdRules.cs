using Balancing.HttpdConf.Exporting.Tables;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>The rules of one site, each a directive.</summary>
internal sealed class HttpdRules(HttpdText text, HttpdChecks checks)
{
    private const string Interpolate = "interpolate";

    private readonly Dictionary<string, string> _workers = new(StringComparer.Ordinal);

    /// <summary>What is done to a request first.</summary>
    public void BeforeMapping(SiteOptions site, string place)
    {
        for (var i = 0; i < site.SetEnvIf.Count; i++)
        {
            var rule = site.SetEnvIf[i];
            text.Directive($"{place}:SetEnvIf:{i}", rule.IgnoreCase == true ? "SetEnvIfNoCase" : "SetEnvIf", [rule.Attribute, rule.Pattern, .. rule.Variables]);
        }

        Rewrite(site, place);
        Headers("RequestHeader", site.RequestHeader, $"{place}:RequestHeader");
    }

    /// <summary>ProxyPass and ProxyPassMatch.</summary>
    public void Mapping(SiteOptions site, string place)
    {
        for (var i = 0; i < site.ProxyPass.Count; i++)
        {
            Rule(site.ProxyPass[i], $"{place}:ProxyPass:{i}");
        }
    }

    /// <summary>What turns the backend's addresses and cookies into ours.</summary>
    public void Reverse(SiteOptions site, string place)
    {
        var entries = site.ProxyPassReverse.Count == 0 && site.ImplicitReverse != false ? Implied(site, place) : site.ProxyPassReverse;
        for (var i = 0; i < entries.Count; i++)
        {
            Pair("ProxyPassReverse", entries[i].Path, entries[i].From, entries[i].Interpolate, $"{place}:ProxyPassReverse:{i}");
        }

        Cookies("ProxyPassReverseCookieDomain", site.ProxyPassReverseCookieDomain, place);
        Cookies("ProxyPassReverseCookiePath", site.ProxyPassReverseCookiePath, place);
    }

    /// <summary>Header or RequestHeader.</summary>
    public void Headers(string directive, List<HeaderRuleOptions> rules, string place)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (!Enum.IsDefined(rule.Action) || (rule.Action == HeaderAction.Unset) != (rule.Value is null))
            {
                text.Lose($"{place}:{i}", "there is no such rule, or its value is missing or one too many; it is left out");
                continue;
            }

            List<string> words = [rule.Action.ToString().ToLowerInvariant(), rule.Name];
            words.AddRange(rule.Value is { } value ? [value] : []);
            words.AddRange(rule.Env is { } env ? [$"env={env}"] : []);
            text.Directive($"{place}:{i}", directive, words);
        }
    }

    private void Cookies(string directive, List<CookieRuleOptions> rules, string place)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Pair(directive, rules[i].From, rules[i].To, rules[i].Interpolate, $"{place}:{directive}:{i}");
        }
    }

    private void Pair(string directive, string one, string other, bool? interpolate, string place)
    {
        string[] words = interpolate == true ? [one, other, Interpolate] : [one, other];
        text.Directive(place, directive, QuoteOf(interpolate), words);
    }

    private static Func<string, string> QuoteOf(bool? interpolate) => interpolate == true ? HttpdWords.QuoteOpen : HttpdWords.Quote;

    private void Rewrite(SiteOptions site, string place)
    {
        if (site.RewriteRule.Count > 0)
        {
            text.Directive("", "RewriteEngine", "On");
        }

        for (var i = 0; i < site.RewriteRule.Count; i++)
        {
            var rule = site.RewriteRule[i];
            List<string> words = [rule.Pattern, rule.To];
            words.AddRange(string.IsNullOrEmpty(rule.Flags) ? [] : [$"[{rule.Flags}]"]);
            RewriteDirective($"{place}:RewriteRule:{i}", "RewriteRule", words);
        }
    }

    private void RewriteDirective(string place, string directive, List<string> words)
    {
        var quoted = new List<string>();
        foreach (var word in words)
        {
            if (!HttpdWords.CanSay(word, out var why))
            {
                text.Lose(place, why);
                return;
            }

            if (HttpdWords.QuoteForRewrite(word) is not { } written)
            {
                text.Lose(place, $"{directive} has no way to write both kinds of quotes in one word");
                return;
            }

            quoted.Add(written);
        }

        text.Quoted(place, directive, quoted);
    }

    private void Rule(ProxyPassOptions rule, string place)
    {
        var source = rule.Match ?? rule.Path;
        var target = rule.Exclude == true ? "!" : rule.To;
        if (source is null || string.IsNullOrEmpty(target) || (rule.Match is not null && rule.Path is not null))
        {
            text.Lose(place, "the rule says not what it maps, or not to where, or both twice; it is left out");
            return;
        }

        foreach (var word in new[] { source, target })
        {
            if (!HttpdWords.CanSay(word, out var why))
            {
                text.Lose(place, $"{why}; the rule is left out");
                return;
            }
        }

        var quote = QuoteOf(rule.Interpolate);
        text.Quoted(
            place, rule.Match is null ? "ProxyPass" : "ProxyPassMatch",
            [quote(source), quote(target), .. Flags(rule, place), .. Settings(rule, place), .. Worker(rule, target, place)]);
    }

    private IEnumerable<string> Flags(ProxyPassOptions rule, string place)
    {
        foreach (var option in SiteTables.Rule)
        {
            switch (option.Said(rule))
            {
                case true:
                    yield return option.Word;
                    break;
                case PathMapping mapping when Enum.IsDefined(mapping):
                    yield return $"{option.Word}={mapping.ToString().ToLowerInvariant()}";
                    break;
                case not null:
                    text.Lose($"{place}:{option.Name}", $"{option.Word} cannot say this value");
                    break;
            }
        }
    }

    // What the line says of a balancer that stands elsewhere.
    private List<string> Settings(ProxyPassOptions rule, string place)
    {
        var words = new List<string>();
        for (var i = 0; i < rule.ProxySet.Count; i++)
        {
            if (ConfigWords.Split(rule.ProxySet[i], out _) is [var word] && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
                && HttpdParameters.ApplyToBalancer(new BalancerOptions(), word[..sign], word[(sign + 1)..]).Count == 0
                && HttpdWords.CanSay(word, out _))
            {
                words.Add(HttpdWords.Quote(word));
            }
            else
            {
                text.Lose($"{place}:ProxySet:{i}", "the text cannot be read");
            }
        }

        return words;
    }

    // httpd has one worker for a URL, and its first line says all there is to say (proxy_util.c: ap_proxy_define_worker_ex).
    private List<string> Worker(ProxyPassOptions rule, string target, string place)
    {
        var words = rule.Worker is { } worker && rule.Exclude != true
            ? HttpdParametersOf.Member(text, checks, worker, checks.NamesOf(null, null), $"{place}:Worker")
            : [];
        var all = string.Join(' ', words);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var identity = MemberUrl.TryParse(question < 0 ? target : target[..question], out var url, out _) ? url!.Identity : target;
        if (rule.Exclude == true || target.StartsWith("balancer://", StringComparison.OrdinalIgnoreCase) || _workers.TryAdd(identity, all))
        {
            return words;
        }

        if (_workers[identity] != all)
        {
            text.Lose($"{place}:Worker", $"httpd has one worker for {target}, and an earlier line has set its parameters");
        }

        return [];
    }

    // Not in httpd: a site that says nothing gets what follows from its rules (ReverseMap.Implied).
    private List<ProxyPassReverseOptions> Implied(SiteOptions site, string place)
    {
        var entries = new List<ProxyPassReverseOptions>();
        for (var i = 0; i < site.ProxyPass.Count; i++)
        {
            if (site.ProxyPass[i] is not { Path: { } path, To: { Length: > 0 } to } rule || rule.Exclude == true)
            {
                continue;
            }

            if (rule.Interpolate != true && path.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                text.Lose($"{place}:ImplicitReverse", $"the ProxyPassReverse that follows from rule {i} cannot be written for a path with white space");
                continue;
            }

            var query = to.IndexOf('?', StringComparison.Ordinal);
            entries.Add(new ProxyPassReverseOptions { Path = path, From = query < 0 ? to : to[..query], Interpolate = rule.Interpolate });
        }

        return entries;
    }
}
