namespace Balancing.HttpdConf.Reading;

/// <summary>Reads over a section without looking at more than its brackets (config.c: ap_soak_end_container).</summary>
internal static class SectionSkipper
{
    /// <summary>Skips to the end of a section that was just opened.</summary>
    /// <returns>How many lines it holds.</returns>
    public static int Skip(ReadingState state, ConfigLines lines, string name, ConfigPlace place)
    {
        var open = new Stack<string>([name]);
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { [name] = 1 };
        var skipped = 0;
        var complained = false;
        while (lines.Next(out var line))
        {
            var first = ConfigWords.First(line.Text).Word;
            if (!first.StartsWith("</", StringComparison.Ordinal))
            {
                if (first.StartsWith('<'))
                {
                    Push(open, counts, first[1..].TrimEnd('>'));
                }
            }
            else
            {
                var expected = open.Peek();
                if (!Closes(open, counts, first) && !complained)
                {
                    complained = true;
                    state.Problem(line.Place, $"{ReadingState.Shown(first)} stands where </{expected}> is expected", $"Write </{expected}>");
                }

                if (open.Count == 0)
                {
                    return skipped;
                }
            }

            skipped++;
        }

        state.Problem(place, $"<{name}> is not closed before the end of the file", $"Write </{name}>");
        return skipped;
    }

    /// <summary>Skips a section that holds a program and no directives.</summary>
    public static void SkipText(ReadingState state, ConfigLines lines, string name, ConfigPlace place)
    {
        while (lines.Next(out var line))
        {
            if (line.Text.StartsWith($"</{name}>", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        state.Problem(place, $"<{name}> is not closed before the end of the file", $"Write </{name}>");
    }

    private static void Push(Stack<string> open, Dictionary<string, int> counts, string name)
    {
        open.Push(name);
        counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    /// <summary>False when another section should close first; then all up to the one that is meant are closed.</summary>
    private static bool Closes(Stack<string> open, Dictionary<string, int> counts, string word)
    {
        var name = word[2..].TrimEnd('>');
        if (counts.GetValueOrDefault(name) == 0)
        {
            return false;
        }

        var clean = word.EndsWith('>') && string.Equals(open.Peek(), name, StringComparison.OrdinalIgnoreCase);
        string popped;
        do
        {
            popped = open.Pop();
            counts[popped]--;
        }
        while (!string.Equals(popped, name, StringComparison.OrdinalIgnoreCase));

        return clean;
    }
}
