namespace Balancing;

/// <summary>Plans ProxyPassReverse and the cookie rules.</summary>
internal sealed class ReversePlanner(PlannerContext context)
{
    private const string Word = "ProxyPassReverse";

    public IReadOnlyList<ReversePlan> Plan(List<ProxyPassReverseOptions> entries, Place place)
    {
        var plans = new List<ReversePlan>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i] ?? new ProxyPassReverseOptions();
            var interpolate = entry.Interpolate ?? false;
            if (!interpolate)
            {
                CheckPath(entry.Path ?? "", place.At(i).At("Path"));
                CheckFrom(entry.From ?? "", place.At(i).At("From"));
            }
            else if (string.IsNullOrEmpty(entry.Path) || string.IsNullOrEmpty(entry.From))
            {
                place.At(i).Add("Path or From is empty", "Set both", Word);
            }

            plans.Add(new ReversePlan(entry.Path ?? "", entry.From ?? "", interpolate));
        }

        return plans;
    }

    public static IReadOnlyList<CookieRulePlan> Cookies(List<CookieRuleOptions> entries, Place place, string word)
    {
        var plans = new List<CookieRulePlan>();
        for (var i = 0; i < entries.Count; i++)
        {
            var (from, to) = (entries[i]?.From ?? "", entries[i]?.To ?? "");
            foreach (var (key, text) in new[] { ("From", from), ("To", to) })
            {
                if (text.Length == 0 || !Characters.IsCookieAttribute(text))
                {
                    place.At(word).At(i).At(key).Add(
                        $"{key} cannot be {Kind<string>.Quote(text)}", "Use what a cookie's attribute can hold: printable, without ';'", word);
                }
            }

            plans.Add(new CookieRulePlan(from, to, entries[i]?.Interpolate ?? false));
        }

        return plans;
    }

    private static void CheckPath(string path, Place place)
    {
        if (!(path.StartsWith('/') || IsUrl(path)) || Characters.AnyControlOrSpace(path))
        {
            place.Add($"Path cannot be {Kind<string>.Quote(path)}", "Use our path, or our absolute URL", Word);
        }
    }

    private static bool IsUrl(string text) => TargetText.TryParse(text, out var target, out _) && target!.Url is not null;

    private void CheckFrom(string from, Place place)
    {
        if (from.StartsWith('/') && !Characters.AnyControlOrSpace(from))
        {
            return;
        }

        if (!TargetText.TryParse(from, out var target, out var cause))
        {
            place.Add($"From cannot be {Kind<string>.Quote(from)}: {cause}", "Use the backend's URL, balancer://name/path, or a path", Word);
        }
        else if (target!.Balancer is { } balancer)
        {
            ProxyPassPlanner.CheckBalancer(context, balancer, place, Word);
        }
    }
}
