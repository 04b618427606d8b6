using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.ModJk;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>The directives of mod_jk (mod_jk.c: jk_cmds).</summary>
internal static class JkDirectives
{
    public static void AddTo(DirectiveTable table)
    {
        foreach (var name in JkServer.Directives)
        {
            table.Add(name, name is "JkMount" or "JkUnMount" ? Places.Server | Places.Location : Places.Anywhere, Directive);
        }

        table.Add("JkWorkerProperty", Places.Server, (import, node, _) => import.Jk.Property(node));
        table.Add("JkWorkersFile", Places.Server, (import, node, _) => File(import, node, (text, name) => import.Jk.WorkersFile(node, text, name)));
        table.Add("JkMountFile", Places.Server, (import, node, _) =>
            File(import, node, (text, name) => import.Jk.MountFile(import.Server, node, text, name)));
    }

    // In a Location the path is the section's own, taken as it is.
    private static void Directive(Import import, ConfigNode node, Scope scope)
    {
        var words = node.Arguments;
        if (scope.InLocation && words.Count == 1 && (node.Is("JkMount") || node.Is("JkUnMount")))
        {
            words = [scope.Argument, words[0]];
        }

        import.Jk.Directive(import.Server, node, words);
    }

    private static void File(Import import, ConfigNode node, Action<string, string> take)
    {
        if (!node.Has(import, 1, 1, $"{node.Name} file"))
        {
            return;
        }

        var path = node.Arguments[0];
        if (import.Files is not { } files)
        {
            import.Problem(node, $"'{path}' may not be read: there are no files", "Import a file instead of a text, or give ImportOptions.Files");
            return;
        }

        try
        {
            take(files.Read(import.Paths.Merge(path) ?? path), path);
            import.Became(node, "read; its lines follow");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            import.Problem(node, $"'{path}' cannot be read: {e.Message}", "Correct the name, or let the file be readable");
        }
    }
}
