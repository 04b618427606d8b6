using Balancing.HttpdConf.Importing;
using Balancing.HttpdConf.Reading;

namespace Balancing.HttpdConf.Directives;

/// <summary>The words of one ProxyPass or ProxyPassMatch, sorted but not yet judged (mod_proxy.c: add_pass).</summary>
internal sealed class PassLine
{
    public string? Path { get; private set; }

    public bool IsPattern { get; private set; }

    public string? Target { get; private set; }

    public bool NoCanon { get; private set; }

    public bool NoQuery { get; private set; }

    public bool Interpolate { get; private set; }

    public PathMapping? Mapping { get; private set; }

    public Parameters Parameters { get; } = new();

    public bool IsExclusion => Target == "!";

    /// <summary>Sorts the words; null after a problem.</summary>
    public static PassLine? Of(Import import, ConfigNode node, Scope scope)
    {
        var line = new PassLine { IsPattern = node.Is("ProxyPassMatch") };
        if (scope.InLocation)
        {
            line.Path = scope.Argument;

            // A Location with wild cards is compiled as a regular expression once a ProxyPass stands in it.
            line.IsPattern |= scope.IsPattern || scope.Argument.AsSpan().ContainsAny('*', '?', '[');
        }

        foreach (var word in node.Arguments)
        {
            if (!line.Take(word, import, node, scope))
            {
                return null;
            }
        }

        if (line.Target is not null)
        {
            return line;
        }

        import.Problem(node, "the path or the target is missing", scope.InLocation
            ? $"Write: {node.Name} url"
            : $"Write: {node.Name} path url; the path may be left out inside a Location only");
        return null;
    }

    private bool Take(string word, Import import, ConfigNode node, Scope scope)
    {
        if (Path is null && word == "~")
        {
            if (IsPattern)
            {
                import.Problem(node, "a pattern is announced twice", "Write ProxyPassMatch without ~, or ProxyPass with it");
                return false;
            }

            IsPattern = true;
        }
        else if (Path is null)
        {
            Path = word;
        }
        else if (Target is null)
        {
            Target = word;
        }
        else
        {
            return TakeOption(word, import, node, scope);
        }

        return true;
    }

    private bool TakeOption(string word, Import import, ConfigNode node, Scope scope)
    {
        switch (word.ToLowerInvariant())
        {
            case "nocanon":
                NoCanon = true;
                return true;
            case "noquery":
                NoQuery = true;
                return true;
            case "interpolate":
                Interpolate = true;
                return true;
        }

        if (Arguments.KeyValue(word) is not { } pair)
        {
            import.Problem(node, $"'{word}' is no parameter", scope.InLocation && Target!.StartsWith('/')
                ? "Inside a Location write the target without a path"
                : "Parameters have the form key=value, or are one of nocanon, interpolate, noquery");
            return false;
        }

        if (string.Equals(pair.Key, "mapping", StringComparison.OrdinalIgnoreCase))
        {
            return TakeMapping(pair.Value, import, node);
        }

        Parameters.Put(pair);
        return true;
    }

    private bool TakeMapping(string value, Import import, ConfigNode node)
    {
        switch (value.ToLowerInvariant())
        {
            case "encoded":
                Mapping = PathMapping.Encoded;
                return true;
            case "servlet":
                Mapping = PathMapping.Servlet;
                return true;
            default:
                import.Problem(node, $"'{value}' is not a mapping", "Write mapping=encoded or mapping=servlet");
                return false;
        }
    }
}
