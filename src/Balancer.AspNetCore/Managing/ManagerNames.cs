using System.Net;
using Balancing.Manager.Serving;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore;

/// <summary>By which names a manager is reached.</summary>
internal static class ManagerNames
{
    /// <summary>The request's name, when it is one that anybody could have made lead here, and nobody has said which names do; else null.</summary>
    public static string? Unexpected(HttpContext context) =>
        context.User.Identity is not { IsAuthenticated: true } // a browser sends no login for another's name
        && HostText.TrySplit(context.Request.Host.Value ?? "", out var name, out _) && IsPublic(name)
        && context.GetEndpoint()?.Metadata.GetMetadata<IHostMetadata>() is not { Hosts.Count: > 0 }
        && !IsFiltered(context.RequestServices.GetService<IOptions<HostFilteringOptions>>()?.Value.AllowedHosts)
            ? name
            : null;

    // Names of one word are those of a local network; nobody outside owns one.
    private static bool IsPublic(string name) =>
        name.Contains('.', StringComparison.Ordinal) && !IPAddress.TryParse(name, out _) && !name.EndsWith(".localhost", StringComparison.Ordinal);

    private static bool IsFiltered(IList<string>? names) => names is { Count: > 0 } && !names.Any(n => n is "*" or "0.0.0.0" or "::" or "[::]");
}
