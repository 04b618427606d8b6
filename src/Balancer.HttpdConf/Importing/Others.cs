using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Importing;

/// <summary>Directives without an effect of their own: httpd knows them and we say why they are left out, or nobody knows them.</summary>
internal static class Others
{
    public static void Run(Import import, ConfigNode node, Scope scope) =>
        import.Problem(
            node,
            node.IsSection ? $"{node.Label} cannot be imported, nor can what is in it" : $"{node.Label} cannot be imported",
            "Remove it, or leave it in the file of the server that needs it");
}
