namespace Balancing;

/// <summary>The words of a ProxyPass line that are neither its member's nor its balancer's (mod_proxy.c: add_pass).</summary>
internal static class ProxyPassParameters
{
    private static readonly Kind<PathMapping> Mapping = Kinds.Choice(("encoded", PathMapping.Encoded), ("servlet", PathMapping.Servlet));

    public static IReadOnlyList<string> Words { get; } = ["nocanon", "interpolate", "noquery", "mapping"];

    public static bool Knows(string word) => Words.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Applies a word of the line; false when it is none of ours.</summary>
    public static bool TryRead(ProxyPassOptions options, Setting setting, Place place)
    {
        var word = setting.Key.ToLowerInvariant();
        switch (word)
        {
            case "mapping" when setting.Value is { } text && Mapping.TryRead(text, out var mapping):
                options.Mapping = mapping;
                return true;
            case "mapping":
                place.Add($"mapping cannot be {Kind<string>.Quote(setting.Value ?? "")}", Mapping.RemedyForText, word);
                return true;
            case "nocanon" or "interpolate" or "noquery" when setting.Value is not null:
                place.Add($"{word} takes no value", $"Write {word} alone", word);
                return true;
            case "nocanon":
                options.NoCanon = true;
                return true;
            case "interpolate":
                options.Interpolate = true;
                return true;
            case "noquery":
                options.NoQuery = true;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Applies any word of the line: to the rule, to a plain target's worker, or keeps it for the balancer.</summary>
    public static void Apply(ProxyPassOptions options, Setting setting, Place place)
    {
        if (TryRead(options, setting, place))
        {
            return;
        }

        if (options.To?.StartsWith("balancer:", StringComparison.OrdinalIgnoreCase) != true)
        {
            MemberParameters.Table.Read(options.Worker ??= new MemberOptions(), setting, place);
            return;
        }

        // Checked now, on options of no importance; applied when the balancer is planned.
        var before = place.Problems.Count;
        BalancerParameters.Table.Read(new BalancerOptions(), setting, place);
        if (place.Problems.Count == before)
        {
            options.ProxySet.Add(SettingText.Write(setting));
        }
    }
}
