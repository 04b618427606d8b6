using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>A request that was looked up in a site's map: the site of this moment, and what its map said. A reload changes neither.</summary>
internal sealed record Visit(ReverseProxy Site, RequestFacts Facts, MapResult Hit)
{
    public static Visit Of(HttpContext context, ReverseProxy site)
    {
        var facts = FactsReader.Read(context);
        return new Visit(site, facts, site.Map(facts));
    }

    /// <summary>The site forwards the request, refuses it, or names who answers it; else it is free for other endpoints.</summary>
    public bool IsOurs => IsServerWide || Hit.Outcome is MapOutcome.Mapped or MapOutcome.Refused or MapOutcome.Handled;

    /// <summary>It asks about the server as a whole, which is this gateway (RFC 9110 §9.3.7).</summary>
    public bool IsServerWide => Facts is { Target: "*", Method: "OPTIONS" };

    /// <summary>The answer hangs on the client's name, and nobody has asked for it yet.</summary>
    public bool WaitsForName => Hit.NeedsClientHost && !NameWasAskedFor;

    private bool NameWasAskedFor { get; init; }

    /// <summary>The same request with the name of its client; null when it could not be found out.</summary>
    public Visit Named(string? name)
    {
        var facts = Facts with { ClientHost = name };
        return new Visit(Site, facts, Site.Map(facts)) { NameWasAskedFor = true };
    }
}
