namespace Balancing.RealHttpd.Tests.Scenarios;

/// <summary>One thing that happens while a scenario is played.</summary>
internal abstract record Step;

/// <summary>A member stops: its port refuses, its connections are closed.</summary>
/// <param name="Member">Which.</param>
internal sealed record Stop(string Member) : Step
{
    public override string ToString() => $"stop {Member}";
}

/// <summary>A member listens again.</summary>
/// <param name="Member">Which.</param>
internal sealed record Start(string Member) : Step
{
    public override string ToString() => $"start {Member}";
}

/// <summary>A client asks, and hears the whole answer before anything else happens, unless the member holds it.</summary>
/// <param name="Request">What the client sends.</param>
/// <param name="Reply">How whichever member gets it answers.</param>
/// <param name="Held">The member keeps the request until <see cref="Release"/>.</param>
internal sealed record Ask(Request Request, Reply Reply, string? Held = null) : Step
{
    public override string ToString() => $"{(Held is null ? "ask" : $"hold {Held}")} {Request}; {Reply}";
}

/// <summary>The member answers the request it holds.</summary>
/// <param name="Held">Which.</param>
internal sealed record Release(string Held) : Step
{
    public override string ToString() => $"release {Held}";
}

/// <summary>What a client sends. <c>Connection: close</c> is added, so that the end of the answer is the end of the connection.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Headers">All but the framing; the Host is among them.</param>
/// <param name="Body">Bytes in the body, or null for none.</param>
/// <param name="Chunked">Sent without a length.</param>
internal sealed record Request(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, int? Body = null, bool Chunked = false)
{
    public string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() =>
        $"{Method} {Target}{string.Concat(Headers.Select(h => $" | {h.Key}: {h.Value}"))}"
        + (Body is null ? "" : $" | {Body} bytes{(Chunked ? " chunked" : "")}");
}

/// <summary>How a member answers. Date, Server and X-From, its name, are added.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">More headers.</param>
/// <param name="Body">Bytes in the body.</param>
/// <param name="Kind">How it speaks.</param>
internal sealed record Reply(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, int Body, ReplyKind Kind = ReplyKind.Length)
{
    public static readonly Reply Plain = new(200, [], 20);

    public override string ToString() =>
        $"answer {Status}{string.Concat(Headers.Select(h => $" | {h.Key}: {h.Value}"))} | {Body} bytes {Kind}";
}

/// <summary>How a member speaks.</summary>
internal enum ReplyKind
{
    /// <summary>With a Content-Length.</summary>
    Length,

    /// <summary>In chunks.</summary>
    Chunked,

    /// <summary>Until it closes.</summary>
    UntilClose,

    /// <summary>It reads the request and closes without a word.</summary>
    Silent,

    /// <summary>It says something that is not HTTP.</summary>
    Garbage,
}
