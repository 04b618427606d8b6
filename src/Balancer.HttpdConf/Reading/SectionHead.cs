namespace Balancing.HttpdConf.Reading;

/// <summary>The line that opens a section.</summary>
/// <param name="Name">Its name without brackets, never empty.</param>
/// <param name="Text">What stands between the name and the last bracket.</param>
internal readonly record struct SectionHead(string Name, string Text)
{
    /// <summary>Takes the line apart. The last bracket closes, so that a pattern may hold one (core.c: every section uses strrchr).</summary>
    /// <param name="state">Told of what is wrong.</param>
    /// <param name="word">The first word with its bracket.</param>
    /// <param name="rest">All after it.</param>
    /// <param name="place">Where it stands.</param>
    public static SectionHead Of(ReadingState state, string word, string rest, ConfigPlace place)
    {
        var name = word[1..].TrimEnd('>');
        if (name.Length == 0)
        {
            state.Problem(place, "a section has no name", "Write <Name argument>");
            name = "?";
        }

        if (rest.Length == 0)
        {
            if (!word.EndsWith('>'))
            {
                state.Lint(place, $"<{name} does not end in '>'", $"Write <{name}>");
            }

            return new SectionHead(name, "");
        }

        var end = rest.LastIndexOf('>');
        if (end < 0)
        {
            state.Problem(
                place,
                $"'{ReadingState.Shown($"{word} {rest}")}' opens a section but does not end in '>'",
                "Write the closing bracket at the end of the line");
            return new SectionHead(name, rest);
        }

        if (end < rest.Length - 1)
        {
            state.Lint(place, $"what stands after the bracket of <{name}> is ignored", "Put it on a line of its own");
        }

        return new SectionHead(name, ConfigWords.Trim(rest.AsSpan(0, end)).ToString());
    }
}
