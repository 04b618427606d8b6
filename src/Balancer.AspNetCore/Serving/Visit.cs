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
}
