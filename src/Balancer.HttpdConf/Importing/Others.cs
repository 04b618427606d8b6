using Balancing.HttpdConf.Known;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Directives without an effect of their own: httpd knows them and we say why they are left out, or nobody knows them.</summary>
internal static class Others
{
    public static void Run(Import import, ConfigNode node, Scope scope)
    {
        if (KnownDirectives.Find(node.Label) is not { } known)
        {
            var nearest = KnownDirectives.Nearest(node.Label);
            import.Problem(
                node, $"httpd knows no {node.Label}",
                nearest is null ? "Remove it, or correct its name" : $"Did you mean {nearest}?");
            return;
        }

        var verdict = known.VerdictFor(Context(import, scope), node.Arguments);
        if (verdict is KnownVerdict.Ignored && (!node.IsSection || !Matters(import, node)))
        {
            import.Ignore(node, known.Reason);
        }
        else if (verdict is KnownVerdict.Ignored)
        {
            import.Problem(node, $"{known.Reason}, and it holds lines that steer the proxy", "Write these lines outside of the section");
        }
        else
        {
            import.Problem(node, known.Reason, known.Remedy.Length > 0 ? known.Remedy : "Remove it, or put it into the host application");
        }
    }

    /// <summary>What httpd itself would say: a module that is not loaded, a place or a number of arguments that it does not take.</summary>
    public static bool IsRefusedByHttpd(Import import, ConfigNode node, Scope scope)
    {
        if (KnownDirectives.Find(node.Label) is not { } known)
        {
            return false;
        }

        // Of arguments the importer's own families know more.
        var arguments = DirectiveTable.Knows(node.Label) ? null : node.Arguments;
        var wrong = (known.Contexts & Context(import, scope)) == KnownContexts.None || arguments is not null ? known.WrongFor(Context(import, scope), node.Arguments) : "";
        if (wrong.Length > 0)
        {
            import.Problem(node, wrong, known.IsGone ? "Remove it" : "Correct the line");
            return true;
        }

        if (import.Modules.FromText && !import.Modules.Provides(known))
        {
            import.Problem(node, $"{known.Module} is not loaded, so httpd knows no {node.Label}", $"Add its LoadModule line, or put it into <IfModule {known.Module}.c>");
            return true;
        }

        return false;
    }

    // A section that is skipped must not take proxy rules with it, or the doors that guard them.
    private static bool Matters(Import import, ConfigNode node) =>
        node.Children!.Exists(child => DirectiveTable.Knows(child.Label) && !child.Is("Require") || (child.IsSection && Matters(import, child)));

    private static KnownContexts Context(Import import, Scope scope) =>
        scope.Place != Places.Server ? KnownContexts.Location
        : import.Server.Node is null ? KnownContexts.Server
        : KnownContexts.VirtualHost;
}
