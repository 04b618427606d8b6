using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>The <c>key=value</c> words of one line.</summary>
internal sealed class Parameters
{
    private readonly List<KeyValuePair<string, string>> _words = [];

    public bool Any => _words.Count > 0;

    public override string ToString() => string.Join(' ', _words.Select(w => $"{w.Key}={w.Value}"));

    /// <summary>Each counts, in order (ProxySet, Proxy).</summary>
    public void Add(KeyValuePair<string, string> word) => _words.Add(word);

    /// <summary>The last one of a key counts, at the place of the first (ProxyPass, BalancerMember: an apr_table).</summary>
    public void Put(KeyValuePair<string, string> word)
    {
        var at = _words.FindIndex(w => string.Equals(w.Key, word.Key, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            _words.Add(word);
        }
        else
        {
            _words[at] = word;
        }
    }

    public void ApplyTo(MemberOptions member, Import import, ConfigNode node) =>
        Apply(import, node, (key, value) => HttpdParameters.ApplyToMember(member, key, value));

    public void ApplyTo(HealthCheckOptions check, Import import, ConfigNode node) =>
        Apply(import, node, (key, value) => HttpdParameters.ApplyToHealthCheck(check, key, value));

    public void ApplyTo(BalancerOptions balancer, Import import, ConfigNode node) =>
        Apply(import, node, (key, value) => HttpdParameters.ApplyToBalancer(balancer, key, value));

    private void Apply(Import import, ConfigNode node, Func<string, string, IReadOnlyList<ConfigurationProblem>> set)
    {
        foreach (var (key, value) in _words)
        {
            if (Named(key, value, import, node) is { } said)
            {
                import.Problems(node, set(key, said));
            }
        }
    }

    // In httpd hcexpr names an expression that was defined before; the options hold its text.
    private static string? Named(string key, string value, Import import, ConfigNode node)
    {
        if (!key.Equals("hcexpr", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        if (import.HealthExpressions.TryGetValue(value, out var text))
        {
            return text;
        }

        import.Problem(node, $"there is no expression '{value}' before this line", "Write its ProxyHCExpr first");
        return null;
    }
}
