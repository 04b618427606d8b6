namespace Balancing;

/// <summary>The key=value texts of a ProxyPass line.</summary>
internal static class RuleSettings
{
    /// <summary>Applies the words of the line itself to the rule, and returns the others: the member's, or the balancer's.</summary>
    public static List<Setting> Rest(ProxyPassOptions rule, Place place)
    {
        var rest = new List<Setting>();
        for (var i = 0; i < rule.ProxySet.Count; i++)
        {
            var at = place.At("ProxySet").At(i);
            rest.AddRange(SettingText.Split(rule.ProxySet[i], at).Where(setting => !ProxyPassParameters.TryRead(rule, setting, at)));
        }

        return rest;
    }
}
