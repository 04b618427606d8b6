using Balancing.Manager;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Balancing.AspNetCore;

/// <summary>A manager as an endpoint: lets in whom its door lets in, and nobody else.</summary>
internal sealed class ManagerEndpoint(BalancerManager manager, ManagerDoor door, ILogger log)
{
    /// <summary>Name of the route value that holds what follows the mount.</summary>
    public const string Rest = "balancerManagerPath";

    // What the authorization middleware leaves behind; without it a fallback policy would have been forgotten.
    private const string Authorized = "__AuthorizationMiddlewareWithEndpointInvoked";

    private int _hasWarned; // atomic

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!door.LetsIn(context.Connection.RemoteIpAddress) || !SomebodyDecided(context))
        {
            log.ManagerDenied(context.Connection.RemoteIpAddress);
            await ManagerConversation.SendAsync(context, BalancerManager.Denied).ConfigureAwait(false);
            return;
        }

        if (ManagerNames.Unexpected(context) is { } name && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            log.ManagerOfAnyName(name);
        }

        var permissions = await door.PermissionsAsync(context).ConfigureAwait(false);
        var (mount, path) = Split(context);
        await ManagerConversation.HoldAsync(context, manager, mount, path, permissions).ConfigureAwait(false);
    }

    private bool SomebodyDecided(HttpContext context) =>
        door.IsLimited || context.Items.ContainsKey(Authorized) || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static (string Mount, string Path) Split(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var rest = context.Request.RouteValues[Rest] as string ?? "";
        var end = rest.Length > 0 && path.EndsWith("/" + rest, StringComparison.Ordinal) ? path.Length - rest.Length - 1 : path.Length;
        return (context.Request.PathBase.Value + path[..end].TrimEnd('/'), path[end..]);
    }
}
