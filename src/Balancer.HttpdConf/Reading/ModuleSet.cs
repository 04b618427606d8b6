using Balancing.HttpdConf.Known;

namespace Balancing.HttpdConf.Reading;

/// <summary>
/// The modules that count as loaded. A text with LoadModule somewhere says itself which ones; a text without is a part of a
/// configuration, and every module of httpd counts, so that no <c>IfModule</c> hides what the part is about.
/// </summary>
internal sealed class ModuleSet
{
    // The same directives come with one of several modules.
    private static readonly Dictionary<string, string[]> Alternatives = new(StringComparer.Ordinal)
    {
        ["event"] = ["worker.c", "prefork.c"],
        ["mod_cgi"] = ["mod_cgid.c"],
    };

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ModuleSet(bool fromText, IEnumerable<string> identifiers)
    {
        FromText = fromText;
        foreach (var identifier in identifiers)
        {
            Add(identifier);
        }
    }

    /// <summary>True when LoadModule decides, false when every module of httpd counts as loaded.</summary>
    public bool FromText { get; }

    /// <summary>Every module of a standard httpd 2.4 and mod_jk; of the MPMs only event.</summary>
    public static ModuleSet Standard() => new(false, KnownModules.Standard);

    /// <summary>Those that are usually compiled in; LoadModule adds the others.</summary>
    public static ModuleSet CompiledIn() => new(true, KnownModules.CompiledIn);

    /// <summary>Takes a LoadModule.</summary>
    /// <param name="identifier">Such as <c>ssl_module</c>.</param>
    /// <param name="file">Such as <c>modules/mod_ssl.so</c>; what is no module of httpd may have its source named after it.</param>
    public void Load(string identifier, string file)
    {
        Add(identifier);
        var name = file[(file.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".so", StringComparison.Ordinal) && !KnownModules.IsStandard(identifier))
        {
            _names.Add(name[..^3] + ".c");
        }
    }

    /// <summary>Whether a module is loaded.</summary>
    /// <param name="name">Its source, <c>mod_ssl.c</c>, or its identifier, <c>ssl_module</c>; with its case, as in httpd.</param>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>Whether a loaded module brings a directive.</summary>
    public bool Provides(KnownDirective known) =>
        Has(known.Module + ".c") || (Alternatives.TryGetValue(known.Module, out var others) && Array.Exists(others, Has));

    private void Add(string identifier)
    {
        _names.Add(identifier);
        _names.Add(KnownModules.SourceOf(identifier));
    }
}
