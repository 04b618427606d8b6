using Balancing.HttpdConf.Known;

namespace Balancing.HttpdConf.Reading;

/// <summary>The sections that are read or skipped as a whole (core.c: start_cond_section; mod_version.c).</summary>
internal sealed class Conditions(ConfigReader reader)
{
    // R57: a bound, far above anything a person writes.
    private const int Deepest = 64;

    private int _depth;

    public void IfModule(ReadTimeCall call)
    {
        var modules = call.State.Modules;
        Ask(call, name => (modules.Has(name), $"{name} {(modules.FromText ? "is" : "counts as")} loaded", $"{name} is not loaded"));
    }

    public void IfDefine(ReadTimeCall call) =>
        Ask(call, name => (call.State.Defines.Has(name), $"{name} is defined", $"{name} is not defined"));

    public void IfDirective(ReadTimeCall call) => Ask(call, name => Exists(call, name, name));

    public void IfSection(ReadTimeCall call) => Ask(call, name => Exists(call, $"<{name}>", name));

    public void IfFile(ReadTimeCall call) => Ask(call, name =>
    {
        var exists = reader.Includes.Exists(call, name);
        return exists is null ? null : (exists.Value, $"{name} exists", $"{name} does not exist");
    });

    public void IfVersion(ReadTimeCall call)
    {
        var holds = VersionTest.Holds(call.Words, out var wrong);
        if (wrong.Length > 0)
        {
            call.Problem(wrong, "Write: <IfVersion >= 2.4>");
            Skip(call, "the condition cannot be read");
        }
        else if (holds)
        {
            Take(call, $"we stand for httpd {VersionTest.Version}");
        }
        else
        {
            Skip(call, $"we stand for httpd {VersionTest.Version}");
        }
    }

    private static (bool, string, string)? Exists(ReadTimeCall call, string label, string name)
    {
        var known = KnownDirectives.Find(label);
        return (known is not null && call.State.Modules.Provides(known), $"{name} exists", $"{name} does not exist");
    }

    /// <summary>Asks about a name, or with <c>!</c> before it about its contrary.</summary>
    private void Ask(ReadTimeCall call, Func<string, (bool Holds, string Yes, string No)?> question)
    {
        var not = call.Text.StartsWith('!');
        var name = ConfigWords.First(not ? call.Text[1..] : call.Text).Word;
        if (name.Length == 0)
        {
            call.Problem($"{call.Label} says nothing to ask for", $"Write <{call.Name} name>");
            Skip(call, "the condition cannot be read");
            return;
        }

        if (call.Words.Count > (not && call.Words[0].Length == 1 ? 2 : 1))
        {
            call.Lint($"{call.Label} looks at '{name}' only", "Write one section inside the other");
        }

        if (question(name) is not (var holds, var yes, var no))
        {
            Skip(call, "the condition cannot be answered");
        }
        else if (holds != not)
        {
            Take(call, holds ? yes : no);
        }
        else
        {
            Skip(call, holds ? yes : no);
        }
    }

    private void Take(ReadTimeCall call, string why)
    {
        if (_depth == Deepest)
        {
            call.Problem($"conditions are nested deeper than {Deepest} levels", "Flatten the configuration");
            Skip(call, "it is nested too deep");
            return;
        }

        call.Done($"taken: {why}");
        _depth++;
        var block = new ConfigBlock(call.Lines, call.Block.Current, call.Name);
        reader.Run(block);
        _depth--;
        if (!block.Closed && !call.State.Stopped)
        {
            call.Lint($"{call.Label} is not closed; httpd reads to the end of the file", $"Write </{call.Name}>");
        }
    }

    private static void Skip(ReadTimeCall call, string why)
    {
        var lines = SectionSkipper.Skip(call.State, call.Lines, call.Name, call.Place);
        call.Note($"skipped {(lines == 1 ? "1 line" : $"{lines} lines")}: {why}", NoteKind.Skipped);
    }
}
