namespace Balancing.Mapping;

/// <summary>From the raw request target to a canonical path, or to a refusal (R20..R24, R32).</summary>
internal sealed class TargetReader
{
    private const int LongestTarget = 65_536;

    private readonly Keeping _keeping;
    private readonly bool _mergeSlashes;
    private readonly string? _serverName;
    private readonly FrontName _front;

    public TargetReader(SitePlan plan)
    {
        _serverName = plan.ServerName;
        _front = FrontName.Of(plan);
        _keeping = plan.EncodedSlashes == EncodedSlashes.On ? Keeping.Nothing : Keeping.Slashes;
        var excludes = SectionGuard.SaysWhoMayCome(plan);
        foreach (var rule in plan.Rules) excludes |= rule.Exclude;

        // R24: unmerged slashes are forwarded only where no exclusion or access rule could be dodged with them (D18).
        _mergeSlashes = plan.MergeSlashes || excludes;
    }

    /// <summary>Reads the target. The result is what is wrong with it, or null.</summary>
    public Refusal? Read(in RequestFacts facts, out Subject subject)
    {
        subject = new() { Target = facts.Target, QueryStart = -1 };
        if (subject.Target.Length == 0 || subject.Target[0] != '/' || facts.Method is "CONNECT")
        {
            var refusal = ReadOtherForm(facts, ref subject);
            if (refusal is not null) return refusal;
        }

        if (subject.Target.Length > LongestTarget) return Refusals.TooLong;
        var target = subject.Target.AsSpan();
        var stop = target.IndexOfAnyExcept(Percent.PathCharacters);
        var end = stop < 0 ? target.Length : stop;
        if (stop >= 0 && target[stop] == '?')
        {
            subject.QueryStart = stop + 1;
            if (target[(stop + 1)..].ContainsAnyExcept(Percent.TargetCharacters)) return Refusals.BadCharacter;
            stop = -1;
        }

        if (stop >= 0 || NeedsResolving(target[..end])) return ReadSlowly(ref subject);
        subject.RawLength = end;
        subject.Path = new PathText(subject.Target, end, null, verbatim: true);
        return null;
    }

    /// <summary>The path as rules with mapping=encoded and mapping=servlet see it (mod_proxy.c: proxy_pre_translate_name).</summary>
    public Refusal? Encoded(in Subject subject, out PathText path)
    {
        path = subject.Path;
        if (path.Verbatim) return null;
        var decoder = new PathDecoder(subject.RawLength + 1);
        var refusal = decoder.Decode(subject.Target.AsSpan(0, subject.RawLength), Keeping.Reserved) ?? decoder.Resolve(_mergeSlashes);
        path = decoder.Path(verbatim: true);
        return refusal;
    }

    /// <summary>Merges and checks a path that rules have put together.</summary>
    public Refusal? Settle(PathDecoder decoder, ref Subject subject)
    {
        var refusal = decoder.Resolve(_mergeSlashes);
        subject.Path = decoder.Path(verbatim: false);
        subject.Restructured = true;
        return refusal;
    }

    private static bool NeedsResolving(ReadOnlySpan<char> path) =>
        path.IndexOf("//") >= 0 || (path.Contains('.') && DotSegments.InPlain(path));

    // R32: forward proxying does not exist. A URL of this very site is taken for its path (RFC 9112 §3.2.2).
    private Refusal? ReadOtherForm(in RequestFacts facts, ref Subject subject)
    {
        var target = subject.Target;
        if (target.Length == 0) return Refusals.EmptyTarget;
        if (target is "*" && facts.Method is "OPTIONS") return null;
        var start = target.IndexOf("://", StringComparison.Ordinal) + 3;
        var scheme = start < 3 ? "" : target[..(start - 3)].ToUpperInvariant();
        if (facts.Method is "CONNECT" || scheme is not ("HTTP" or "HTTPS")) return Refusals.NotOriginForm;
        var slash = target.AsSpan(start).IndexOfAny('/', '?');
        var authority = slash < 0 ? target[start..] : target.Substring(start, slash);
        if ((!IsOurs(authority, facts.Host) && !IsOurs(authority, _serverName)) || !_front.Knows(authority)) return Refusals.NotOriginForm;
        if (!scheme.Equals(FrontName.SchemeOf(facts), StringComparison.OrdinalIgnoreCase)) return Refusals.Misdirected;
        var path = slash < 0 ? "" : target[(start + slash)..];
        subject.Target = path.StartsWith('/') ? path : "/" + path;
        return null;
    }

    private static bool IsOurs(string authority, string? host) =>
        host is { Length: > 0 } && string.Equals(authority, host, StringComparison.OrdinalIgnoreCase);

    private Refusal? ReadSlowly(ref Subject subject)
    {
        var target = subject.Target.AsSpan();
        if (target.ContainsAnyExcept(Percent.TargetCharacters)) return Refusals.BadCharacter;
        var question = target.IndexOf('?');
        subject.QueryStart = question < 0 ? -1 : question + 1;
        subject.RawLength = question < 0 ? target.Length : question;
        var decoder = new PathDecoder(subject.RawLength + 1);
        var refusal = decoder.Decode(target[..subject.RawLength], _keeping) ?? decoder.Resolve(_mergeSlashes);
        subject.Path = decoder.Path(verbatim: false);
        subject.Restructured = decoder.Restructured;
        subject.HasEncodedSlash = decoder.KeptSlash;
        subject.HasEncodedBackslash = decoder.KeptBackslash;
        return refusal;
    }
}
