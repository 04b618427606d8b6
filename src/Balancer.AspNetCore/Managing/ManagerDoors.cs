using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Balancing.AspNetCore;

/// <summary>Looks at all managers before the program listens: a door that nobody has said anything about is a mistake (R47).</summary>
internal sealed class ManagerDoors : IStartupFilter
{
    // Set by UseAuthorization on the builder of the pipeline.
    private const string AuthorizationIsUsed = "__AuthorizationMiddlewareSet";

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        CheckWhenBuilt(app);
    };

    /// <summary>Checks when the pipeline is built: all endpoints are known by then, and nobody listens yet.</summary>
    public static void CheckWhenBuilt(IApplicationBuilder app) => app.Use(next =>
    {
        var problems = Problems(app.ApplicationServices, app.Properties.ContainsKey(AuthorizationIsUsed));
        return problems.Count == 0 ? next : throw new BalancerConfigurationException(problems);
    });

    private static List<ConfigurationProblem> Problems(IServiceProvider services, bool authorizes)
    {
        var problems = new List<ConfigurationProblem>();
        foreach (var endpoint in services.GetService<EndpointDataSource>()?.Endpoints ?? [])
        {
            if (endpoint.Metadata.GetMetadata<ManagerDoor>() is { } door)
            {
                var place = $"MapBalancerManager {(endpoint as RouteEndpoint)?.RoutePattern.RawText?.Replace($"/{{**{ManagerEndpoint.Rest}}}", "", StringComparison.Ordinal)}";
                problems.AddRange(door.Problems);
                AddProblems(problems, place, endpoint, door, services, authorizes);
            }
        }

        return problems;
    }

    private static void AddProblems(
        List<ConfigurationProblem> problems, string place, Endpoint endpoint, ManagerDoor door, IServiceProvider services, bool authorizes)
    {
        var policies = services.GetService<IAuthorizationPolicyProvider>();
        var metadata = endpoint.Metadata;
        var named = metadata.GetOrderedMetadata<IAuthorizeData>();
        var asks = named.Count > 0 || metadata.GetMetadata<AuthorizationPolicy>() is not null || metadata.GetMetadata<IAuthorizationRequirementData>() is not null;
        var isOpen = metadata.GetMetadata<IAllowAnonymous>() is not null;
        var falls = policies is not null && Get(policies.GetFallbackPolicyAsync()) is not null;
        if (!asks && !isOpen && !falls && !door.IsLimited)
        {
            problems.Add(new(
                place, "nobody has said who may come",
                "Write .AllowFrom(\"10.0.0.0/8\") with your addresses, or .RequireAuthorization(\"a policy\"), or both; or .AllowAnonymous() to let everybody in"));
        }

        if (asks && isOpen)
        {
            problems.Add(new(place, "AllowAnonymous switches off what RequireAuthorization asks for", "Remove one of them"));
        }

        var needsPolicies = asks || door.Policies.Any();
        if (needsPolicies && policies is null)
        {
            problems.Add(new(place, "a policy is asked for, and there is no authorization", "Write services.AddAuthorization(...)"));
        }
        else if ((needsPolicies || (falls && !isOpen)) && !authorizes)
        {
            problems.Add(new(place, "a policy is asked for, and nobody enforces it", "Write app.UseAuthorization() after UseRouting"));
        }

        foreach (var name in named.Select(d => d.Policy).OfType<string>().Concat(door.Policies).Distinct(StringComparer.Ordinal))
        {
            if (name.Length > 0 && policies is not null && Get(policies.GetPolicyAsync(name)) is null)
            {
                problems.Add(new(place, $"there is no policy \"{name}\"", "Add it: services.AddAuthorization(o => o.AddPolicy(...))"));
            }
        }
    }

    // While the pipeline is built nobody can wait; what policies are made of is at hand by then.
    private static AuthorizationPolicy? Get(Task<AuthorizationPolicy?> task) => task.GetAwaiter().GetResult();
}
