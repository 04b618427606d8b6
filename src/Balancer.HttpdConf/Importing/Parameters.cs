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

    public void ApplyTo(MemberOptions member, Import import, ConfigNode node)
    {
        foreach (var (key, value) in _words)
        {
            import.Problems(node, HttpdParameters.ApplyToMember(member, key, value));
        }
    }

    public void ApplyTo(BalancerOptions balancer, Import import, ConfigNode node)
    {
        foreach (var (key, value) in _words)
        {
            import.Problems(node, HttpdParameters.ApplyToBalancer(balancer, key, value));
        }
    }
}
