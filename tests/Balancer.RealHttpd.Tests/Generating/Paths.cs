namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>What clients ask for behind a door, in the spellings that matter.</summary>
internal static class Paths
{
    private static readonly string[] Plain = ["x", "y", "x/y", "x/y.gif", "index.html", "a.php", "no", "no/x", "in/x", "in", "ab/cd", "x/"];

    private static readonly string[] Spelled =
    [
        "a%20b", "%41b", "%C3%A9", "a%2Cb", "100%25", "q%3Fr", "~me", "%7Eme", "a:b@c", "it's", "(x)", "a+b", "a%2Bb", "%22q%22", "%3Cx%3E",
        "a=b&c", "%24x", "a%7Cb", "!x*", "x;v=1", "x;v=1/y", "%E2%82%AC/x", "%5Bx%5D", "a%26b", "%61/%62",
    ];

    private static readonly string[] Dotted = ["./x", "x/./y", "x/../y", "x/y/../../z", "x//y", "//x", "x/%2E/y", "x/%2e%2e/y", "x/...", ".x", "x/.."];

    private static readonly string[] Slashed = ["a%2Fb", "a%2fb/c", "x/%2F"];

    private static readonly string[] Queries = ["", "", "", "?q=1", "?a=b&c=d", "?q=%20x+y", "?", "?a?b", "?u=http://x/y", "?%41=%2F", "?q=1;2"];

    public static string Target(Draft draft)
    {
        var chance = draft.Chance;
        if (chance.Percent(5))
        {
            return chance.Of("/", "/unknown", "/P0/x", "/p0x", "/p") + chance.Of(Queries);
        }

        var door = chance.Of<Door>(draft.Doors);
        if (door.Tails is { } tails)
        {
            return door.Path + chance.Of(tails) + chance.Of(Queries);
        }

        string tail;
        do
        {
            tail = Tail(draft);
        }
        while (!IsFit(draft, tail));

        var path = door.Path.EndsWith('/') ? door.Path + tail
            : chance.Percent(15) ? door.Path + chance.Of("", "", "/")
            : $"{door.Path}/{tail}";
        return path + chance.Of(Queries);
    }

    private static string Tail(Draft draft)
    {
        var chance = draft.Chance;
        return draft.LooksAtPaths || !draft.Likely(Emphasis.Mapping, 60, 15) ? chance.Of(Plain)
            : !draft.Captures && chance.Percent(5) ? chance.Of("a%3Bb", "$1")
            : chance.Percent(60) || draft.TakesRawPaths ? chance.Of(Spelled)
            : chance.Percent(80) ? chance.Of(Dotted)
            : chance.Of(Slashed);
    }

    private static bool IsFit(Draft draft, string tail) =>
        !(draft.KeepsOut && (tail.Contains(';', StringComparison.Ordinal) || tail.Contains("%3B", StringComparison.Ordinal) || Slashed.Contains(tail)))
        && !(draft.Rewrites && tail.Contains("%3F", StringComparison.Ordinal));
}
