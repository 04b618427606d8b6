using Balancing.HttpdConf.Exporting.Tables;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Exporting.Httpd;

/// <summary>The mapping rules of one site, each a directive.</summary>
internal sealed class HttpdRules(HttpdText text, HttpdChecks checks)
{
    private readonly Dictionary<string, string> _workers = new(StringComparer.Ordinal);

    /// <summary>RewriteEngine, RewriteCond and RewriteRule.</summary>
    public void Rewrites(SiteOptions site, string place)
    {
        if (site.RewriteRule.Count > 0)
        {
            text.Directive("", "RewriteEngine", "On");
        }

        for (var i = 0; i < site.RewriteRule.Count; i++)
        {
            var (rule, at) = (site.RewriteRule[i], $"{place}:RewriteRule:{i}");
            var lines = rule.Conditions.Select(condition => Rewrite("RewriteCond", condition.Test, condition.Pattern, condition.Flags))
                .Append(Rewrite("RewriteRule", rule.Pattern, rule.To, rule.Flags)).ToList();
            if (lines.Find(line => line.Words is null) is { Why: { } why })
            {
                text.Lose(at, $"{why}; the rule is left out");
                continue;
            }

            lines.ForEach(line => text.Quoted(at, line.Directive, line.Words!));
        }
    }

    /// <summary>ProxyPass and ProxyPassMatch.</summary>
    public void Mapping(SiteOptions site, string place)
    {
        for (var i = 0; i < site.ProxyPass.Count; i++)
        {
            Rule(site.ProxyPass[i], $"{place}:ProxyPass:{i}");
        }
    }

    /// <summary>Not in httpd: a site that says nothing gets the entries that follow from its rules (ReverseMap.Implied).</summary>
    public List<ProxyPassReverseOptions> Implied(SiteOptions site, string place)
    {
        var entries = new List<ProxyPassReverseOptions>();
        for (var i = 0; i < site.ProxyPass.Count; i++)
        {
            if (site.ProxyPass[i] is not { Path: { } path, To: { Length: > 0 } to, Exclude: not true } rule)
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

    private static (string Directive, List<string>? Words, string? Why) Rewrite(string directive, string first, string second, string? flags)
    {
        var quoted = new List<string>();
        foreach (var word in (IEnumerable<string>)[first, second, .. string.IsNullOrEmpty(flags) ? Array.Empty<string>() : [$"[{flags}]"]])
        {
            if (!HttpdWords.CanSay(word, out var why))
            {
                return (directive, null, why);
            }

            if (HttpdWords.QuoteForRewrite(word) is not { } written)
            {
                return (directive, null, $"{directive} cannot write a word with white space and both kinds of quotes");
            }

            quoted.Add(written);
        }

        return (directive, quoted, null);
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

        var quote = HttpdWords.QuoterOf(rule.Interpolate);
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
        if (rule.Exclude == true || target.StartsWith("balancer://", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        if (rule.Worker?.UnixSocket is not null)
        {
            text.Lose($"{place}:Worker:UnixSocket", "the target says where to connect to");
        }

        var words = rule.Worker is { } worker
            ? HttpdParametersOf.Member(text, checks, worker, checks.Shared, $"{place}:Worker")
            : [];
        var all = string.Join(' ', words);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var identity = MemberUrl.TryParse(question < 0 ? target : target[..question], out var url, out _) ? url!.Identity : target;
        if (_workers.TryAdd(identity, all))
        {
            return words;
        }

        if (_workers[identity] != all)
        {
            text.Lose($"{place}:Worker", $"httpd has one worker for {target}, and an earlier line has set its parameters");
        }

        return [];
    }
}
