namespace Balancing.HttpdConf.Reading;

/// <summary>
/// The directives that act while the text is read, in its order and wherever they stand (httpd: EXEC_ON_READ). They are not in
/// the tree; each leaves a note.
/// </summary>
internal static class ReadTimeDirectives
{
    private static readonly Dictionary<string, Action<ReadTimeCall>> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Define"] = Define,
        ["UnDefine"] = UnDefine,
        ["Include"] = call => call.Reader.Includes.Run(call, optional: false),
        ["IncludeOptional"] = call => call.Reader.Includes.Run(call, optional: true),
        ["LoadModule"] = LoadModule,
        ["LoadFile"] = call => call.Note("no library is loaded here", NoteKind.Ignored),
        ["ServerRoot"] = ServerRoot,
        ["Error"] = Error,
        ["<IfModule>"] = call => call.Reader.Conditions.IfModule(call),
        ["<IfDefine>"] = call => call.Reader.Conditions.IfDefine(call),
        ["<IfVersion>"] = call => call.Reader.Conditions.IfVersion(call),
        ["<IfFile>"] = call => call.Reader.Conditions.IfFile(call),
        ["<IfDirective>"] = call => call.Reader.Conditions.IfDirective(call),
        ["<IfSection>"] = call => call.Reader.Conditions.IfSection(call),
        ["<Macro>"] = OfMacro(call => call.State.Macros.Define(call)),
        ["Use"] = OfMacro(call => call.State.Macros.Use(call)),
        ["UndefMacro"] = OfMacro(call => call.State.Macros.Undefine(call)),
        ["MacroIgnoreEmptyArgs"] = call => call.Note("there is no such warning here", NoteKind.Ignored),
        ["MacroIgnoreBadNesting"] = call => call.Note("there is no such warning here", NoteKind.Ignored),
    };

    /// <summary>What a directive does while the text is read, or null.</summary>
    /// <param name="label">Its name, of a section with brackets.</param>
    public static Action<ReadTimeCall>? Find(string label) => Table.GetValueOrDefault(label);

    /// <summary>True for the sections that hold a program in another language.</summary>
    public static bool HoldsNoDirectives(string section) =>
        section.StartsWith("LuaHook", StringComparison.OrdinalIgnoreCase)
        || section.Equals("LuaQuickHandler", StringComparison.OrdinalIgnoreCase)
        || section.Equals("Perl", StringComparison.OrdinalIgnoreCase);

    private static void Define(ReadTimeCall call)
    {
        var name = call.Words.Count > 0 ? call.Words[0] : "";
        if (name.Length == 0 || call.Words.Count > 2 || name.Contains(':', StringComparison.Ordinal))
        {
            call.Problem("Define takes a name without ':' and at most one value", "Write: Define NAME \"value\"");
            return;
        }

        var value = call.Words.Count == 2 ? call.Words[1] : "";
        call.State.Defines.Set(name, value);
        call.Done(value.Length == 0 ? $"{name} is defined" : $"{name} is '{ReadingState.Shown(value)}'");
    }

    private static void UnDefine(ReadTimeCall call)
    {
        if (call.OneWord("UnDefine NAME") is { } name)
        {
            call.Done(call.State.Defines.Remove(name) ? $"{name} is no longer defined" : $"{name} was not defined");
        }
    }

    private static void LoadModule(ReadTimeCall call)
    {
        if (call.Words is not [{ Length: > 0 } identifier, { Length: > 0 } file])
        {
            call.Problem("LoadModule takes two arguments", "Write: LoadModule name_module file");
            return;
        }

        // Conditions so far were answered as if nothing were loaded by hand.
        call.State.Stopped = !call.State.Modules.FromText;
        call.State.Modules.Load(identifier, file);
        call.Done($"{identifier} counts as loaded, nothing is opened");
    }

    private static void ServerRoot(ReadTimeCall call)
    {
        if (call.OneWord("ServerRoot /folder") is { } folder)
        {
            call.Reader.Includes.Paths.SetServerRoot(folder);
            call.Done(call.State.Options.ServerRoot is { } other ? $"relative includes start in '{other}'" : "relative includes start there");
        }
    }

    private static void Error(ReadTimeCall call)
    {
        var text = call.Text.Length > 1 && call.Text[0] is '"' or '\'' && call.Text[^1] == call.Text[0] ? call.Text[1..^1] : call.Text;
        call.Problem($"the configuration itself says: {ReadingState.Shown(text)}", "Do what it asks for, or remove the Error directive");
    }

    private static Action<ReadTimeCall> OfMacro(Action<ReadTimeCall> act) => call =>
    {
        if (!call.State.Modules.Has("mod_macro.c"))
        {
            call.Lint($"{call.Label} needs mod_macro, which this text does not load", "Write: LoadModule macro_module modules/mod_macro.so");
        }

        act(call);
    };
}
