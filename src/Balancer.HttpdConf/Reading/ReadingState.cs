namespace Balancing.HttpdConf.Reading;

/// <summary>What is known while a text and its files are read, and what was found so far.</summary>
internal sealed class ReadingState(ImportOptions options, ModuleSet modules)
{
    private readonly Dictionary<string, (ConfigPlace First, int Count)> _undefined = new(StringComparer.OrdinalIgnoreCase);
    private bool _usedUp;
    private int _lines;

    public ImportOptions Options => options;

    public ModuleSet Modules => modules;

    public Defines Defines { get; } = new();

    public Macros Macros { get; } = new();

    public Allowance Allowance { get; } = new();

    public List<ConfigFinding> Problems { get; } = [];

    public List<ConfigFinding> Lints { get; } = [];

    public List<ConfigNote> Notes { get; } = [];

    /// <summary>The text loads modules though none was expected to; it is to be read again.</summary>
    public bool Stopped { get; set; }

    /// <summary>Says that the next line is taken up: it comes after all that were before.</summary>
    public void Begin(ConfigPlace place) => place.Rank = ++_lines;

    public void Problem(ConfigPlace place, string cause, string remedy) =>
        Problems.Add(new(place, new ConfigurationProblem(place.ToString(), cause, remedy)));

    public void Lint(ConfigPlace place, string cause, string remedy) =>
        Lints.Add(new(place, new ConfigurationProblem(place.ToString(), cause, remedy)));

    public void Note(ConfigNote note) => Notes.Add(note);

    /// <summary>One problem, however often the allowance is asked for more.</summary>
    public void AllowanceUsedUp(ConfigPlace place)
    {
        if (!_usedUp)
        {
            _usedUp = true;
            Problem(place, "variables and macros make the configuration unreasonably large", "Look for one that is used inside itself");
        }
    }

    /// <summary>Replaces the variables of a line; null, after a problem, when it grows too long.</summary>
    public string? Expand(string text, ConfigPlace place, int longest)
    {
        if (!text.Contains("${", StringComparison.Ordinal) || _usedUp)
        {
            return text;
        }

        var expanded = Defines.Expand(text, longest, name => Undefined(name, place));
        if (!Allowance.Expand(expanded?.Length ?? longest))
        {
            AllowanceUsedUp(place);
            return text;
        }

        if (expanded is null)
        {
            Problem(place, $"variables make the line longer than {longest} characters", "Look for one that is used inside itself");
        }

        return expanded;
    }

    /// <summary>Tells of variables without a value, each once.</summary>
    public void Finish()
    {
        foreach (var (name, (first, count)) in _undefined)
        {
            var more = count == 1 ? "" : $", here and in {count - 1} more place{(count == 2 ? "" : "s")},";
            Lint(first, $"${{{Shown(name)}}} has no value{more} and stays as it is written",
                $"Give ImportOptions.Defines[\"{Shown(name)}\"] the value that httpd takes from its environment, or Define it in the text");
        }
    }

    /// <summary>Text for a message, not longer than anybody reads.</summary>
    public static string Shown(string text) => text.Length <= 80 ? text : text[..79] + "…";

    private void Undefined(string name, ConfigPlace place)
    {
        // ${map:key} belongs to mod_rewrite.
        if (!name.Contains(':', StringComparison.Ordinal))
        {
            _undefined[name] = _undefined.TryGetValue(name, out var seen) ? (seen.First, seen.Count + 1) : (place, 1);
        }
    }
}
