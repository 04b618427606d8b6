using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Balancing.AspNetCore;

/// <summary>
/// Settles a request whose access hangs on the client's name while the endpoint is being chosen. A route constraint cannot wait, so
/// it lets such a request match; here the name is looked up, and what the map then does not take is free for other endpoints again.
/// </summary>
internal sealed class ClientHostPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    // After those of the framework, so that nobody waits for an endpoint that is out already.
    public override int Order => 10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => Of(e) is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var first = First(candidates, 0);
        return first < candidates.Count && Of(candidates[first].Endpoint) is { } endpoint && endpoint.WaitsForName(httpContext)
            ? SettleAsync(httpContext, candidates, first)
            : Task.CompletedTask;
    }

    private static async Task SettleAsync(HttpContext context, CandidateSet candidates, int at)
    {
        for (; at < candidates.Count && Of(candidates[at].Endpoint) is { } endpoint && endpoint.WaitsForName(context); at = First(candidates, at))
        {
            if (await endpoint.NameAsync(context).ConfigureAwait(false))
            {
                return;
            }

            candidates.SetValidity(at, false);
        }
    }

    private static int First(CandidateSet candidates, int at)
    {
        while (at < candidates.Count && !candidates.IsValidCandidate(at))
        {
            at++;
        }

        return at;
    }

    private static ProxyPassEndpoint? Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ProxyPassEndpoint>();
}
