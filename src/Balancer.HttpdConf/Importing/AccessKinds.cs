namespace Balancing.HttpdConf.Importing;

/// <summary>
/// 2.2's and 2.4's access rules are two lists in httpd, each section replacing its own kind only; here a section has one.
/// Where sections of both kinds may hold one request, that would open what one of them closed, so it is refused.
/// </summary>
internal static class AccessKinds
{
    public static void Check(Import import, Server server)
    {
        if (!All(server).Any(s => s.Scope.Access is { HasCompat: true, IsOpen: false }))
        {
            return;
        }

        // A Proxy section that holds no target of ours limits nobody.
        var idle = server.Sections.Proxies.Where(section => !ProxySections.HoldsAny(import, server, section)).ToHashSet();
        List<Section> old = [.. All(server).Where(s => !idle.Contains(s) && s.Scope.Access is { HasCompat: true, IsOpen: false })];
        foreach (var section in All(server).Where(s => !idle.Contains(s) && s.Scope.Access is { HasRequire: true, HasCompat: false }))
        {
            if (old.Find(other => !ReferenceEquals(other, section) && MayMeet(other.Scope, section.Scope)) is { } meets)
            {
                import.Problem(
                    section.Node, $"it says with Require who may come, and {meets.Scope.Label} in {meets.Node.Place} with Order, Allow and Deny; both hold for one request",
                    "Write both with Require");
            }
        }
    }

    private static IEnumerable<Section> All(Server server) => server.Sections.Proxies.Concat(server.Sections.Locations);

    private static bool MayMeet(Scope one, Scope other) =>
        one.InProxy || other.InProxy || one.IsPattern || other.IsPattern || Globs.IsGlob(one.Argument) || Globs.IsGlob(other.Argument)
        || one.Argument.StartsWith(other.Argument, StringComparison.Ordinal) || other.Argument.StartsWith(one.Argument, StringComparison.Ordinal);
}
