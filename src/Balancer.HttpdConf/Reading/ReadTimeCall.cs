namespace Balancing.HttpdConf.Reading;

/// <summary>A directive that acts while the text is read: what it says, where, and what it may do.</summary>
/// <param name="Reader">Reads what it brings in.</param>
/// <param name="Block">Where it stands, and where nodes go.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Label">The name as people read it.</param>
/// <param name="Text">What is after the name.</param>
/// <param name="Words">The same as words.</param>
internal sealed record ReadTimeCall(
    ConfigReader Reader, ConfigBlock Block, ConfigPlace Place, string Label, string Text, IReadOnlyList<string> Words)
{
    public ReadingState State => Reader.State;

    public ConfigLines Lines => Block.Lines;

    /// <summary>The name without brackets.</summary>
    public string Name => Label.Trim('<', '>');

    /// <summary>The one word it takes, or null after a problem.</summary>
    public string? OneWord(string form)
    {
        if (Words is [{ Length: > 0 } word])
        {
            return word;
        }

        Problem($"{Label} takes one argument", $"Write: {form}");
        return null;
    }

    public void Problem(string cause, string remedy) => State.Problem(Place, cause, remedy);

    public void Lint(string cause, string remedy) => State.Lint(Place, cause, remedy);

    public void Done(string became) => Note(became, NoteKind.Done);

    public void Note(string became, NoteKind kind) => State.Note(new ConfigNote(Place, Label, Text, became, kind));
}
