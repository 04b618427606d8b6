namespace Balancing.HttpdConf.Reading;

/// <summary>The directives of mod_macro, which real sites use to write a virtual host once.</summary>
internal sealed class Macros
{
    // R57: bounds, far above anything a person writes.
    private const int MostParameters = 100;
    private const int LongestParameter = 100;
    private const int DeepestUse = 32;

    private readonly Dictionary<string, Macro> _byName = new(StringComparer.Ordinal);

    /// <summary>&lt;Macro name parameter ...&gt;: keeps the lines for later.</summary>
    public void Define(ReadTimeCall call)
    {
        var body = Body(call);
        if (call.Words.Count == 0)
        {
            call.Problem("a macro has no name", "Write <Macro name parameter ...>");
            return;
        }

        var name = call.Words[0].ToLowerInvariant();
        List<string> parameters = [.. call.Words.Skip(1).SkipWhile(word => word.StartsWith('/'))];
        if (!AreGood(call, parameters))
        {
            return;
        }

        if (_byName.TryGetValue(name, out var other))
        {
            call.Lint($"the macro '{name}' is defined a second time, after {other.Place}", "Give one of them another name");
        }

        foreach (var parameter in parameters.Where(p => !body.Exists(line => line.Text.Contains(p, StringComparison.Ordinal))))
        {
            call.Lint($"the parameter '{parameter}' of the macro '{name}' is never used", "Remove it, or use it");
        }

        _byName[name] = new Macro(name, parameters, body, call.Place);
        call.Done($"macro '{name}' with {Count(parameters.Count, "parameter")} and {Count(body.Count, "line")}");
    }

    /// <summary>Use name value ...: the lines are read next.</summary>
    public void Use(ReadTimeCall call)
    {
        var name = call.Words.Count == 0 ? "" : call.Words[0].ToLowerInvariant();
        if (!_byName.TryGetValue(name, out var macro))
        {
            call.Problem($"there is no macro '{name}' before this line", $"Define it first: <Macro {name}>");
        }
        else if (macro.Parameters.Count != call.Words.Count - 1)
        {
            call.Problem(
                $"the macro '{name}' takes {Count(macro.Parameters.Count, "value")} and gets {call.Words.Count - 1}",
                $"Write: Use {string.Join(' ', macro.Parameters.Prepend(name))}");
        }
        else if (call.Lines.Macros.Contains(name))
        {
            call.Problem($"the macro '{name}' uses itself", "Remove the inner Use");
        }
        else if (call.Lines.MacroDepth == DeepestUse)
        {
            call.Problem($"macros use each other more than {DeepestUse} levels deep", "Flatten them");
        }
        else if (macro.Expand([.. call.Words.Skip(1)], call.Place, call.State.Allowance) is not { } lines)
        {
            call.State.AllowanceUsedUp(call.Place);
        }
        else
        {
            call.Lines.Push(name, lines);
            call.Done(Count(lines.Count, "line"));
        }
    }

    /// <summary>UndefMacro name.</summary>
    public void Undefine(ReadTimeCall call)
    {
        if (_byName.Remove(call.Text.ToLowerInvariant()))
        {
            call.Done("the macro is forgotten");
        }
        else
        {
            call.Problem($"there is no macro '{call.Text}' to forget", "Remove the line");
        }
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static bool AreGood(ReadTimeCall call, List<string> parameters)
    {
        if (parameters.Count > MostParameters || parameters.Exists(parameter => parameter.Length > LongestParameter))
        {
            call.Problem(
                $"a macro has at most {MostParameters} parameters of {LongestParameter} characters", "Split it into several macros");
            return false;
        }

        if (parameters.Contains("") || parameters.Distinct(StringComparer.Ordinal).Count() < parameters.Count)
        {
            call.Problem("each parameter of a macro needs a name of its own", "Write <Macro name $first $second>");
            return false;
        }

        foreach (var parameter in parameters.Where(parameter => parameter[0] is not ('$' or '%' or '@')))
        {
            call.Lint($"the parameter '{parameter}' is replaced in the middle of words too", $"Call it ${parameter}");
        }

        return true;
    }

    private static List<ConfigLine> Body(ReadTimeCall call)
    {
        var body = new List<ConfigLine>();
        var depth = 1;
        while (call.Lines.Next(out var line))
        {
            var first = ConfigWords.First(line.Text).Word;
            depth += string.Equals(first, "<Macro", StringComparison.OrdinalIgnoreCase) ? 1
                : string.Equals(first, "</Macro>", StringComparison.OrdinalIgnoreCase) ? -1 : 0;
            if (depth == 0)
            {
                return body;
            }

            body.Add(line);
        }

        call.Problem("<Macro> is not closed before the end of the file", "Write </Macro>");
        return body;
    }
}
