namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// <c>JkOptions</c> of one server. What is switched on by the main server holds for a virtual host too, unless the main server
/// or the host itself switches it off (mod_jk.c: merge_jk_config).
/// </summary>
internal sealed class JkOptionSet
{
    private static readonly Dictionary<string, (JkVerdict Verdict, string Became)> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ForwardURIProxy"] = (JkVerdict.Applied, "the canonical path is encoded anew, as by default"),
        ["ForwardURIEscaped"] = (JkVerdict.Approximated, "the canonical path is encoded anew; a ; in it stays a ;"),
        ["ForwardURICompat"] = (JkVerdict.Approximated, "the canonical path is encoded anew, never sent as decoded text (R20)"),
        ["ForwardURICompatUnparsed"] = (JkVerdict.Approximated, "nocanon: the path as received, unless it has dot segments or double slashes"),
        ["CollapseSlashesAll"] = (JkVerdict.Ignored, "mod_jk reads it no more; slashes are merged"),
        ["CollapseSlashesNone"] = (JkVerdict.Ignored, "mod_jk reads it no more; slashes are merged"),
        ["CollapseSlashesUnmount"] = (JkVerdict.Ignored, "mod_jk reads it no more; slashes are merged"),
        ["ForwardDirectories"] = (JkVerdict.Ignored, "there are no directories here, so every mounted path is forwarded"),
        ["ForwardLocalAddress"] = (JkVerdict.Ignored, "backends are told the client's address"),
        ["ForwardPhysicalAddress"] = (JkVerdict.Applied, "the address of the connection is the client's"),
        ["FlushPackets"] = (JkVerdict.Applied, "flushpackets=on of every member"),
        ["FlushHeader"] = (JkVerdict.Ignored, "the head of an answer is passed on when it is complete"),
        ["DisableReuse"] = (JkVerdict.Applied, "disablereuse=On of every member"),
        ["ForwardKeySize"] = (JkVerdict.Ignored, "what backends learn of TLS is the transport's matter"),
        ["ForwardSSLCertChain"] = (JkVerdict.Ignored, "what backends learn of TLS is the transport's matter"),
        ["RejectUnsafeURI"] = (JkVerdict.Applied, @"ProxyPassMatch [%\\] !"),
    };

    private readonly HashSet<string> _on = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _off = new(StringComparer.OrdinalIgnoreCase);
    private string? _uri;

    /// <summary>The path is sent as it came.</summary>
    public bool NoCanon => string.Equals(_uri, "ForwardURICompatUnparsed", StringComparison.OrdinalIgnoreCase);

    public bool RejectUnsafe => Has("RejectUnsafeURI");

    public bool FlushPackets => Has("FlushPackets");

    public bool DisableReuse => Has("DisableReuse");

    /// <summary>One line of options.</summary>
    public void Add(IReadOnlyList<string> words, JkLine line, JkReport report)
    {
        foreach (var word in words)
        {
            var sign = word.Length > 0 && word[0] is '+' or '-' ? word[0] : '+';
            var name = word.TrimStart(['+', '-']);
            if (!Words.TryGetValue(name, out var known) || (sign == '-' && name.StartsWith("ForwardURI", StringComparison.OrdinalIgnoreCase)))
            {
                report.Problem(
                    line, $"JkOptions cannot be '{JkText.Shown(word)}'",
                    $"Use + or - and one of {string.Join(", ", Words.Keys)}; a ForwardURI option cannot be switched off");
                continue;
            }

            line.Judge(sign == '-' ? JkVerdict.Applied : known.Verdict, sign == '-' ? $"without {name}" : known.Became);
            if (name.StartsWith("ForwardURI", StringComparison.OrdinalIgnoreCase))
            {
                _uri = name;
            }
            else
            {
                (sign == '-' ? _off : _on).Add(name);
            }
        }
    }

    public void InheritFrom(JkOptionSet main)
    {
        _uri ??= main._uri;
        _on.UnionWith(main._on.Except(main._off, StringComparer.OrdinalIgnoreCase));
    }

    private bool Has(string name) => _on.Contains(name) && !_off.Contains(name);
}
