using System.Text;

namespace Balancing.HttpdConf.ModJk;

/// <summary>A property with its value: of a list all lines that add to it, else the last one.</summary>
internal sealed class JkSetting
{
    public List<(JkLine Line, string Value)> Parts { get; } = [];

    public JkLine Line => Parts[^1].Line;

    public string Value => Parts[^1].Value;

    /// <summary>The words of a list, each with its line.</summary>
    public IEnumerable<(JkLine Line, string Word)> Words =>
        Parts.SelectMany(part => part.Value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries).Select(word => (part.Line, word)));

    public void Judge(JkVerdict verdict, string became) => Parts.ForEach(part => part.Line.Judge(verdict, became));
}

/// <summary>
/// The properties of all workers, as mod_jk joins them (jk_map.c): lists grow, other properties are overwritten,
/// <c>$(name)</c> stands for what was said above, and <c>reference</c> lends a worker the properties of another.
/// </summary>
internal sealed class JkProperties(JkReport report, IReadOnlyDictionary<string, string> variables)
{
    private const string Prefix = "worker.";
    private const int DeepestReference = 20; // jk_map.c: JK_MAP_RECURSION

    private readonly Dictionary<string, (JkLine Line, string Value)> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JkSetting>> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Dictionary<string, JkSetting>>> _chains = new(StringComparer.Ordinal);

    /// <summary>What stands in <c>worker.list</c> and <c>worker.maintain</c>.</summary>
    public Dictionary<string, JkSetting> Global { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of all workers and templates that have a property of their own.</summary>
    public IEnumerable<string> Names => _workers.Keys;

    public bool Has(string worker) => _workers.ContainsKey(worker);

    /// <summary>A worker's own properties, not what it borrows.</summary>
    public IEnumerable<(string Name, JkSetting Setting)> Own(string worker) =>
        _workers.TryGetValue(worker, out var own) ? own.Select(pair => (pair.Key, pair.Value)) : [];

    public void Add(JkLine line, string key, string value)
    {
        if (value.Length == 0)
        {
            line.Judge(JkVerdict.Ignored, "it has no value, so mod_jk skips it");
            return;
        }

        if (!TryExpand(line, value, out var expanded))
        {
            return;
        }

        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            Overwritten(_said.GetValueOrDefault(key).Line, line);
            line.Judge(JkVerdict.Ignored, "a variable that nothing uses");
        }
        else if (!AddProperty(line, key[Prefix.Length..], expanded))
        {
            return;
        }

        _said[key] = (line, expanded);
    }

    /// <summary>A worker's property, its own or one that a reference lends it.</summary>
    public JkSetting? Find(string worker, string property)
    {
        foreach (var settings in ChainOf(worker))
        {
            if (settings.TryGetValue(property, out var setting))
            {
                return setting;
            }
        }

        return null;
    }

    private static void Overwritten(JkLine? before, JkLine by) => before?.Judge(JkVerdict.Ignored, $"{by.Place} says it again");

    private bool AddProperty(JkLine line, string rest, string value)
    {
        var dot = rest.LastIndexOf('.');
        var name = rest[(dot + 1)..];
        if (dot < 0)
        {
            return AddGlobal(line, name, value);
        }

        var worker = rest[..dot];
        if (JkVocabulary.Find(name) is not { } property)
        {
            report.Problem(
                line, $"mod_jk knows no property {JkText.Shown(name)}, and does not start with one", "Correct its name, or remove it");
            return false;
        }

        if (!IsName(worker))
        {
            report.Problem(line, $"a worker cannot be called '{JkText.Shown(worker)}'", "Use letters, digits, '_' and '-', at most 60");
            return false;
        }

        if (!_workers.TryGetValue(worker, out var settings))
        {
            _workers.Add(worker, settings = new Dictionary<string, JkSetting>(StringComparer.Ordinal));
        }

        Put(settings, line, name, value, property.IsList);
        return true;
    }

    private bool AddGlobal(JkLine line, string name, string value)
    {
        if (name is "list" or "maintain")
        {
            Put(Global, line, name, value, name == "list");
            return true;
        }

        report.Problem(line, "the key names no property of a worker", "Write worker.NAME.PROPERTY=value, worker.list or worker.maintain");
        return false;
    }

    // jk_util.c: a property that is neither in its list of single ones nor of lists is joined with '*', which makes nonsense.
    private void Put(Dictionary<string, JkSetting> settings, JkLine line, string name, string value, bool isList)
    {
        if (!settings.TryGetValue(name, out var setting))
        {
            settings.Add(name, setting = new JkSetting());
        }
        else if (!isList && name is "distance" or "secretkey" or "maintain" && setting.Value != value)
        {
            report.Problem(line, $"{setting.Line.Place} says it already, and mod_jk joins the two values to one", "Say it once");
        }
        else if (!isList)
        {
            Overwritten(setting.Line, line);
            setting.Parts.Clear();
        }

        setting.Parts.Add((line, value));
    }

    public static bool IsName(string name) =>
        name.Length is >= 1 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private IReadOnlyList<Dictionary<string, JkSetting>> ChainOf(string worker)
    {
        if (_chains.TryGetValue(worker, out var known))
        {
            return known;
        }

        var chain = new List<Dictionary<string, JkSetting>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string? name = worker; name is not null && _workers.TryGetValue(name, out var settings); name = Referred(settings, seen))
        {
            seen.Add(name);
            chain.Add(settings);
        }

        _chains.Add(worker, chain);
        return chain;
    }

    private string? Referred(Dictionary<string, JkSetting> settings, HashSet<string> seen)
    {
        if (!settings.TryGetValue("reference", out var reference))
        {
            return null;
        }

        var to = reference.Value.StartsWith(Prefix, StringComparison.Ordinal) ? reference.Value[Prefix.Length..] : "";
        var (cause, remedy) =
            to.Length == 0 ? ("a reference names the whole prefix", "Write worker. before the name")
            : !_workers.ContainsKey(to) ? ($"nothing begins with {JkText.Shown(reference.Value)}.", "Correct the name, or say its properties")
            : seen.Contains(to) ? ("the references go in a circle", "Remove one of them")
            : seen.Count > DeepestReference ? ($"more than {DeepestReference} references follow each other", "Shorten the chain")
            : ("", "");
        if (cause.Length > 0)
        {
            if (reference.Line.Verdict != JkVerdict.Refused)
            {
                report.Problem(reference.Line, cause, remedy);
            }

            return null;
        }

        reference.Judge(JkVerdict.Applied, $"what {to} says and the worker does not");
        return to;
    }

    // R57: the environment of the process is not looked at; who needs it hands the values over.
    public bool TryExpand(JkLine line, string value, out string result)
    {
        result = value;
        var at = value.IndexOf("$(", StringComparison.Ordinal);
        if (at < 0)
        {
            return true;
        }

        var to = new StringBuilder();
        var copied = 0;
        while (at >= 0 && value.IndexOf(')', at) is var end and >= 0)
        {
            var name = value[(at + 2)..end];
            if (ValueOf(name) is not { } said)
            {
                report.Problem(
                    line, $"$({JkText.Shown(name)}) is not said above, and the environment of the process is not read", "Say it in a line above, or give it to the import");
                return false;
            }

            to.Append(value, copied, at - copied).Append(said);
            copied = end + 1;
            at = value.IndexOf("$(", copied, StringComparison.Ordinal);
            if (to.Length > JkText.LongestLine)
            {
                report.Problem(line, $"with its variables the value has more than {JkText.LongestLine} characters", "Shorten it");
                return false;
            }
        }

        result = to.Append(value, copied, value.Length - copied).ToString();
        return true;
    }

    private string? ValueOf(string name)
    {
        if (!_said.TryGetValue(name, out var said))
        {
            return variables.GetValueOrDefault(name);
        }

        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            said.Line.Judge(JkVerdict.Applied, "a variable");
        }

        return said.Value;
    }
}
