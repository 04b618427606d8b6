namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// What the main server or a virtual host says with directives of mod_jk. <c>JkWorkersFile</c> and <c>JkWorkerProperty</c> go to
/// <see cref="JkWorkers"/>, which there is one of; the text of a <c>JkMountFile</c> goes to <see cref="MountFile"/>.
/// </summary>
internal sealed class JkServer(JkReport report, IReadOnlyDictionary<string, string>? variables = null)
{
    private const string Tls = "what backends learn of TLS is the transport's matter";
    private const string Log = "the host keeps the log";
    private const string Connection = "backends are told what the connection says, and nothing that a variable says (R18)";

    private static readonly Dictionary<string, string> Idle = new(StringComparer.OrdinalIgnoreCase)
    {
        ["JkLogFile"] = Log,
        ["JkLogLevel"] = Log,
        ["JkLogStampFormat"] = Log,
        ["JkRequestLogFormat"] = Log,
        ["JkRequestIdIndicator"] = Log,
        ["JkShmFile"] = "the states of members are kept in the process",
        ["JkShmSize"] = "the states of members are kept in the process",
        ["JkWatchdogInterval"] = "nothing is done at intervals",
        ["JkMountFileReload"] = "the host reloads its configuration",
        ["JkAutoAlias"] = "no files are served here: what is not mounted, or is excluded, is not found",
        ["JkStripSession"] = "only paths that are served from files would be stripped, and no files are served here",
        ["JkEnvVar"] = "backends get only the attributes that the transport sets (R53)",
        ["JkWorkerIndicator"] = "no variable of a request chooses a worker (R31); mounts do",
        ["JkExtractSSL"] = Tls,
        ["JkHTTPSIndicator"] = Tls,
        ["JkSSLPROTOCOLIndicator"] = Tls,
        ["JkCERTSIndicator"] = Tls,
        ["JkCIPHERIndicator"] = Tls,
        ["JkCERTCHAINPrefix"] = Tls,
        ["JkSESSIONIndicator"] = Tls,
        ["JkKEYSIZEIndicator"] = Tls,
        ["JkLocalNameIndicator"] = Connection,
        ["JkLocalAddrIndicator"] = Connection,
        ["JkLocalPortIndicator"] = Connection,
        ["JkRemoteHostIndicator"] = Connection,
        ["JkRemoteAddrIndicator"] = Connection,
        ["JkRemotePortIndicator"] = Connection,
        ["JkRemoteUserIndicator"] = Connection,
        ["JkAuthTypeIndicator"] = Connection,
        ["JkIgnoreCLIndicator"] = "a body is as long as its framing says (R1)",
    };

    private bool _hasFile;

    public JkMounts Mounts { get; } = new(report, variables);

    public JkOptionSet Options { get; } = new();

    /// <summary>Gets what <c>JkMountCopy</c> says: on, off, or null when it says nothing. Without it nothing is inherited.</summary>
    public bool? MountCopy { get; private set; }

    /// <summary>Gets whether the main server's <c>JkMountCopy All</c> makes On the default of virtual hosts.</summary>
    public bool MountCopyAll { get; private set; }

    /// <summary>Directives that are dealt with here.</summary>
    public static IReadOnlyList<string> Directives { get; } = [.. Idle.Keys, "JkMount", "JkUnMount", "JkMountCopy", "JkOptions"];

    /// <summary>
    /// One directive with its words. In a Location the caller puts the section's path before the worker: mod_jk takes it as
    /// the pattern as it is, so it matches that path alone.
    /// </summary>
    /// <returns>False when it is none of ours.</returns>
    public bool Directive(string name, IReadOnlyList<string> words, JkPlace place)
    {
        var lower = name.ToLowerInvariant();
        if (lower is "jkmount" or "jkunmount")
        {
            Mount(lower == "jkunmount", words, place);
            return true;
        }

        var isIdle = Idle.TryGetValue(name, out var why);
        if (!isIdle && lower is not ("jkmountcopy" or "jkoptions"))
        {
            return false;
        }

        var line = report.Open(place, JkText.Shown($"{name} {string.Join(' ', words)}"));
        if (isIdle)
        {
            line.Judge(JkVerdict.Ignored, why!);
        }
        else if (lower == "jkoptions")
        {
            Options.Add(words, line, report);
        }
        else
        {
            Copy(words, line);
        }

        return true;
    }

    /// <summary>The text of the file that <c>JkMountFile</c> names.</summary>
    public void MountFile(string text, string fileName)
    {
        _hasFile = true;
        Mounts.AddFile(text, fileName);
    }

    /// <summary>What a virtual host takes over from the main server, once both are read.</summary>
    public void InheritFrom(JkServer main)
    {
        Options.InheritFrom(main.Options);
        if (MountCopy ?? main.MountCopyAll)
        {
            Mounts.CopyFrom(main.Mounts, withFile: !_hasFile);
        }
    }

    /// <summary>The rules of the server's site.</summary>
    public JkRules ToRules(JkWorkers workers)
    {
        var rules = Mounts.ToRules(workers);
        var mappings = rules.ProxyPass.ToList();
        foreach (var mapping in mappings.Where(m => m.Exclude != true && Options.NoCanon))
        {
            mapping.NoCanon = true;
        }

        if (Options.RejectUnsafe && mappings.Count > 0)
        {
            mappings.Insert(0, new ProxyPassOptions { Match = @"[%\\]", Exclude = true });
        }

        ApplyToMembers(workers, mappings);
        return rules with { ProxyPass = mappings };
    }

    private void Mount(bool excludes, IReadOnlyList<string> words, JkPlace place)
    {
        if (words.Count != 2)
        {
            var line = report.Open(place, excludes ? "JkUnMount" : "JkMount");
            report.Problem(line, "it needs a pattern and a worker", "Write both; in a Location the worker alone");
        }
        else if (excludes)
        {
            Mounts.Exclude(words[0], words[1], place);
        }
        else
        {
            Mounts.Add(words[0], words[1], place);
        }
    }

    private void Copy(IReadOnlyList<string> words, JkLine line)
    {
        var word = words.Count == 1 ? words[0].ToLowerInvariant() : "";
        if (word is not ("all" or "on" or "off"))
        {
            report.Problem(line, "JkMountCopy is All, On or Off", "Use one of them");
            return;
        }

        MountCopyAll |= word == "all";
        MountCopy = word == "all" ? MountCopy : word == "on";
        line.Judge(JkVerdict.Applied, word switch
        {
            "all" => "virtual hosts have the mounts of the main server too, unless they say Off",
            "on" => "the mounts of the main server, but for patterns that are mounted here",
            _ => "only the mounts that stand here",
        });
    }

    // Connections belong to workers and workers to everybody; one server's wish holds for all that use them.
    private void ApplyToMembers(JkWorkers workers, List<ProxyPassOptions> mappings)
    {
        var members = workers.Balancers.Values.SelectMany(b => b.Members).Concat(mappings.Select(m => m.Worker).OfType<MemberOptions>());
        foreach (var member in members.Where(_ => Options.FlushPackets || Options.DisableReuse))
        {
            member.FlushPackets = Options.FlushPackets ? Flush.On : member.FlushPackets;
            member.DisableReuse = Options.DisableReuse ? true : member.DisableReuse;
        }
    }
}
