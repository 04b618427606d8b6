namespace Balancing.HttpdConf.Known;

/// <summary>Directives of which the same becomes for the same reason.</summary>
/// <param name="Verdict">What becomes of them.</param>
/// <param name="Reason">Why, in a sentence without a full stop.</param>
/// <param name="Remedy">What to do instead, or empty.</param>
/// <param name="Directives">
/// <c>module: Name contexts form, Name contexts form, ...</c> for each module. Contexts are letters: server, virtual host, location,
/// directory, .htaccess; forms are read by <see cref="KnownForm.Parse"/>.
/// </param>
/// <param name="Harmless">
/// Words with which a refused directive may be ignored: when every argument is one of them. <c>*/*</c> stands for a media type,
/// <c>.*</c> for a file extension.
/// </param>
internal sealed record KnownFamily(KnownVerdict Verdict, string Reason, string Remedy, string Directives, string Harmless = "")
{
    private static readonly char[] Separators = [';', '+', '-'];

    /// <summary>The directives one by one.</summary>
    public IEnumerable<KnownDirective> Each()
    {
        var module = "";
        foreach (var entry in Directives.Split((char[]?)[',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = entry.Split(' ');
            if (words[0].EndsWith(':'))
            {
                module = words[0][..^1];
                words = words[1..];
            }

            yield return new KnownDirective(words[0], module, KnownPlaces.Parse(words[1]), KnownForm.Parse(words[2]), this);
        }
    }

    /// <summary>Whether arguments are such that nothing is lost.</summary>
    public bool IsHarmless(IReadOnlyList<string> arguments) => Harmless.Length > 0 && arguments.Count > 0 && arguments.All(IsHarmless);

    private bool IsHarmless(string argument)
    {
        var words = Harmless.Split(' ');
        return argument.Split(Separators, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts
            && (words.Contains(argument, StringComparer.OrdinalIgnoreCase)
                || parts.All(part => words.Contains(part, StringComparer.OrdinalIgnoreCase))
                || (words.Contains("*/*") && argument.Contains('/', StringComparison.Ordinal))
                || (words.Contains(".*") && argument.StartsWith('.')));
    }
}
