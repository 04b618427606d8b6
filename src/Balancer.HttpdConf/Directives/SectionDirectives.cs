using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>Sections: virtual hosts, locations, proxies, and those that are about files and so about nothing here.</summary>
internal static class SectionDirectives
{
    private static readonly string[] OfFiles = ["<Directory>", "<DirectoryMatch>", "<Files>", "<FilesMatch>"];

    public static void AddTo(DirectiveTable table)
    {
        table.Add("<VirtualHost>", Places.Server, VirtualHost);
        table.Add("<Location>", Places.Server, (import, node, _) => Location(import, node, isPattern: false));
        table.Add("<LocationMatch>", Places.Server, (import, node, _) => Location(import, node, isPattern: true));
        table.Add("<Proxy>", Places.Server, (import, node, _) => ProxySection.Read(import, node, isPattern: false));
        table.Add("<ProxyMatch>", Places.Server, (import, node, _) => ProxySection.Read(import, node, isPattern: true));
        foreach (var name in OfFiles)
        {
            table.Add(name, Places.Anywhere, Files);
        }
    }

    private static void VirtualHost(Import import, ConfigNode node, Scope scope)
    {
        if (import.Server.Node is not null)
        {
            import.Problem(node, "a virtual host stands inside another", "Close the first one before it");
            return;
        }

        if (node.Arguments.Count == 0)
        {
            import.Problem(node, "a virtual host has no address", "Write: <VirtualHost *:80>");
            return;
        }

        var host = new Server(new Dictionary<string, BalancerOptions>(StringComparer.OrdinalIgnoreCase)) { Node = node };
        host.Site.Addresses.AddRange(node.Arguments.Select(address => Address(import, node, address)));
        import.RunVirtualHost(node, host);
    }

    // httpd resolves a host name when it starts; here no name is resolved, so the port alone tells.
    private static string Address(Import import, ConfigNode node, string address)
    {
        if (!address.Any(char.IsAsciiLetter) || address.StartsWith('[') || address.StartsWith("_default_", StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        var colon = address.LastIndexOf(':');
        import.Approximate(node, $"'{address}' is not resolved; every local address with that port counts as its own");
        return colon < 0 ? "*" : "*" + address[colon..];
    }

    private static void Location(Import import, ConfigNode node, bool isPattern)
    {
        var arguments = node.Arguments;
        if (!isPattern && arguments.Count == 2 && arguments[0] == "~")
        {
            isPattern = true;
            arguments = [arguments[1]];
        }

        if (arguments.Count != 1)
        {
            import.Problem(node, $"{node.Label} needs one path", $"Write: <{node.Name} /path>");
            return;
        }

        var scope = Scope.Location(node, arguments[0], isPattern);
        import.Server.Sections.Add(node, scope);
        import.Became(node, $"section {arguments[0]}");
        import.Run(node.Children!, scope);
        (scope.Settings.Path, scope.Settings.Match) =
            isPattern ? (null, scope.Argument)
            : Globs.IsGlob(scope.Argument) ? (null, Globs.ToPattern(scope.Argument, slashes: false))
            : (scope.Argument, (string?)null);
        scope.Settings.Access = scope.Access.Build();
        if (!isPattern && !scope.Argument.StartsWith('/'))
        {
            Unreachable(import, node, scope);
        }
    }

    // <Location http://host/> is about requests of a forward proxy.
    private static void Unreachable(Import import, ConfigNode node, Scope scope)
    {
        scope.Settings.Access = null;
        import.Ignore(node, "its path does not start with '/', so no request of a reverse proxy is in it");
        import.Lint(node, $"no request is in {scope.Label}", "Start the path with '/'");
    }

    private static void Files(Import import, ConfigNode node, Scope scope)
    {
        import.Ignore(node, "it is about files on disk, with all that is in it; what is proxied never gets there");
        if (Holds(node, child => child.Is("RewriteRule") || (child.Is("SetHandler") && child.Arguments is [var handler, ..] && handler.StartsWith("proxy:", StringComparison.OrdinalIgnoreCase))))
        {
            import.Lint(node, "what it proxies depends on files on disk, which are not looked at here", "Write the rule with a path, outside of the section");
        }
    }

    private static bool Holds(ConfigNode node, Func<ConfigNode, bool> what) =>
        node.Children!.Exists(child => what(child) || (child.IsSection && Holds(child, what)));
}
