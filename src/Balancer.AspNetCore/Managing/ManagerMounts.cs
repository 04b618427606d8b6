using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Balancing.AspNetCore;

/// <summary>Where the managers of an application are. What anybody could read as such a path is never forwarded (R47).</summary>
internal sealed class ManagerMounts
{
    private static readonly ConditionalWeakTable<IServiceProvider, ManagerMounts> ByApplication = [];

    private volatile (string Mount, string Word)[] _all = [];

    /// <summary>Those of an application.</summary>
    public static ManagerMounts Of(IServiceProvider services) => ByApplication.GetValue(services, static _ => new());

    /// <summary>One more.</summary>
    /// <param name="mount">Its path.</param>
    public void Add(string mount)
    {
        if (mount.Length > 1 && !_all.Any(m => m.Mount == mount))
        {
            _all = [.. _all, (mount, mount[(mount.LastIndexOf('/') + 1)..])];
        }
    }

    /// <summary>Some server would read the request's path as one of a manager.</summary>
    public bool Hide(HttpContext context) => _all.Length > 0 && context.Request.Path.Value is { } path && Hide(path);

    private bool Hide(string path)
    {
        foreach (var (mount, word) in _all)
        {
            // Every spelling has this word in it.
            if (path.Contains(word, StringComparison.OrdinalIgnoreCase) && ManagerPaths.IsBelow(path, mount))
            {
                return true;
            }
        }

        return false;
    }
}
