using System.Collections.Concurrent;
using Balancing.Manager;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Balancing.AspNetCore;

/// <summary>
/// The managers that sites have by themselves (httpd: SetHandler balancer-manager). Each shows the balancers of its site, and is open to those
/// whom the site's own access rules let in.
/// </summary>
internal sealed class SiteManagers(IOptions<ManagerOptions> options, ILoggerFactory? logging = null) : IDisposable
{
    private static readonly string[] Pages = ["/style.css", "/script.js", "/icon.svg", "/live", "/journal", "/why"];

    private readonly ConcurrentDictionary<(object Owner, string Site), Holder> _managers = new();
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);
    private readonly ILogger? _log = logging?.CreateLogger(GatewayLog.Category);

    /// <summary>Answers a request whose section names <c>balancer-manager</c>.</summary>
    /// <param name="context">The request, which the access rules have let in.</param>
    /// <param name="site">The site of that moment.</param>
    /// <param name="hit">What its map said.</param>
    /// <param name="owner">Whose site it is; another may have one of the same name.</param>
    public Task AnswerAsync(HttpContext context, ReverseProxy site, in MapResult hit, object owner)
    {
        if (!hit.IsGranted)
        {
            if (_warned.Count < 1_000 && _warned.TryAdd($"{site.Name} {hit.HandlerPath}", true))
            {
                _log?.ManagerUnguarded(site.Name, hit.HandlerPath ?? "a pattern");
            }

            return ManagerConversation.SendAsync(context, BalancerManager.Denied);
        }

        var holder = _managers.GetOrAdd((owner, site.Name), static (_, options) => new Holder(options), options.Value);
        holder.Site = site;
        var (mount, path) = Split(context.Request, hit.HandlerPath);
        return ManagerConversation.HoldAsync(context, holder.Manager, mount, path, options.Value.HandlerPermissions);
    }

    public void Dispose()
    {
        foreach (var holder in _managers.Values)
        {
            holder.Manager.Dispose();
        }
    }

    // The map has read the path in its canonical form. Of a pattern only the end is known.
    private static (string Mount, string Path) Split(HttpRequest request, string? section)
    {
        var path = "/" + string.Join('/', ManagerPaths.Segments(request.Path.Value ?? ""));
        var mount = section?.TrimEnd('/');
        if (mount is null)
        {
            var api = path.IndexOf("/api/", StringComparison.Ordinal);
            var page = api >= 0 ? path[api..] : Array.Find(Pages, p => path.EndsWith(p, StringComparison.Ordinal)) ?? "";
            mount = path[..^page.Length];
        }

        return path.StartsWith(mount, StringComparison.Ordinal)
            ? (request.PathBase.Value + mount, path[mount.Length..])
            : (request.PathBase.Value + mount, path);
    }

    private sealed class Holder
    {
        private volatile ReverseProxy? _site;

        public Holder(ManagerOptions options) => Manager = new BalancerManager(Balancers(), Sites(), options);

        public BalancerManager Manager { get; }

        // A reload makes another site of the same name.
        public ReverseProxy Site
        {
            set => _site = value;
        }

        private IEnumerable<Balancer> Balancers()
        {
            foreach (var balancer in _site?.Balancers ?? [])
            {
                yield return balancer;
            }
        }

        private IEnumerable<ReverseProxy> Sites()
        {
            if (_site is { } site)
            {
                yield return site;
            }
        }
    }
}
