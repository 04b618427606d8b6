using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Writes the rules that map paths to balancers and plain targets.</summary>
internal static class MappingWriter
{
    public static void Write(Draft draft)
    {
        var chance = draft.Chance;
        var rules = new List<Line>();
        var more = draft.Is(Emphasis.Mapping) ? chance.Between(1, 4) : chance.Next(2);
        var at = 0;
        foreach (var balancer in draft.Balancers)
        {
            rules.Add(Rule(draft, at++, $"balancer://{balancer.Name}", balancer));
        }

        for (var i = 0; i < more; i++)
        {
            var balancer = chance.Percent(60) ? chance.Of<DraftBalancer>(draft.Balancers) : null;
            rules.Add(Rule(draft, at++, balancer is null ? $"http://{{m{chance.Between(7, 8)}}}{chance.Of("", "/base")}" : $"balancer://{balancer.Name}", balancer));
        }

        if (draft.Likely(Emphasis.Mapping, 50, 15)) rules.Insert(chance.Next(rules.Count + 1), Exclusion(draft));
        draft.Lines.AddRange(rules);
        if (draft.Likely(Emphasis.Mapping, 30, 35) && !draft.Glues)
        {
            // Most often at the end, where it is of use.
            var root = Line.Of("ProxyPass", "/", $"balancer://{chance.Of<DraftBalancer>(draft.Balancers).Name}/");
            draft.Lines.Insert(chance.Percent(85) ? draft.Lines.Count : draft.Lines.Count - 1, root);
            draft.Doors.Add(new Door("/other"));
        }
    }

    private static Line Rule(Draft draft, int at, string target, DraftBalancer? balancer)
    {
        var chance = draft.Chance;
        var path = chance.Percent(15) && at > 0 ? $"/p{at - 1}/in" : $"/p{at}";
        var options = new List<string>();
        if (balancer is not null)
        {
            options.AddRange(balancer.Left);
            balancer.Left.Clear();
        }

        if (draft.Likely(Emphasis.Mapping, 20, 3) && !draft.Glues)
        {
            options.Add(chance.Of("nocanon", "mapping=encoded", "mapping=servlet", "noquery"));
            draft.TakesRawPaths |= options[^1] is not "noquery";
        }

        if (draft.Likely(Emphasis.Mapping, 35, 10))
        {
            var match = Match(draft, path, target);
            if (balancer is null || !match.Words[^1].Contains(balancer.Name + "$", StringComparison.Ordinal))
            {
                return match.With(options);
            }

            balancer.Left.AddRange(options.Where(o => o.Contains('=', StringComparison.Ordinal) && !o.StartsWith("mapping=", StringComparison.Ordinal)));
            return match; // what such a line says is said of a balancer whose name ends in $1
        }

        return draft.Likely(Emphasis.Mapping, 25, 10) ? InLocation(draft, path, target, options)
            : Prefix(draft, path, target).With(options);
    }

    private static Line Prefix(Draft draft, string path, string target)
    {
        var chance = draft.Chance;
        var deep = chance.Of("", "", "/t", "/t/u");
        switch (chance.Next(draft.Is(Emphasis.Mapping) ? 5 : 4))
        {
            case 0 or 1:
                draft.Doors.Add(new Door(path + "/"));
                return Line.Of("ProxyPass", path + "/", target + deep + "/");
            case 2 or 3:
                draft.Doors.Add(new Door(path));
                return Line.Of("ProxyPass", path, target + deep);
            default:
                draft.Glues = true;
                draft.Doors.Add(new Door(path));
                return Line.Of("ProxyPass", path, target + deep + "/");
        }
    }

    private static Line Match(Draft draft, string path, string target)
    {
        var (pattern, to) = draft.Chance.Of<(string, string)>(
            ($"^{path}/(.*)$", $"{target}/to/$1"),
            ($"^({path}/.*\\.gif)$", $"{target}$1"),
            ($"^{path}/([a-z]+)/(.*)$", $"{target}/$2/$1"),
            ($"^{path}", target),
            ($"^{path}(/.*)?$", $"{target}/k$1"),
            ($"{path}/(x|y)", $"{target}/alt/$1$0"));
        draft.Captures |= to.Contains('$', StringComparison.Ordinal);
        draft.Doors.Add(new Door(path, draft.Chance.Percent(50) ? ["/ab/c", "/a.gif", "/x", "/y/z", "", "/ab/c%20d/e", "/q/r.gif"] : null));
        return draft.Chance.Percent(80) ? Line.Of("ProxyPassMatch", pattern, to) : Line.Of("ProxyPass", "~", pattern, to);
    }

    private static Line InLocation(Draft draft, string path, string target, List<string> options)
    {
        draft.Doors.Add(new Door(path));
        if (draft.Chance.Percent(25))
        {
            draft.Captures = true;
            draft.Doors[^1] = new Door(path, ["/ab", "/", "/x/y"]);
            return Line.Section("LocationMatch", [Line.Of("ProxyPassMatch", $"{target}/lm/$1").With(options)], $"^{path}/(.*)$");
        }

        return Line.Section("Location", [Line.Of("ProxyPass", target).With(options)], path);
    }

    private static Line Exclusion(Draft draft)
    {
        var door = draft.Chance.Of<Door>(draft.Doors);
        var path = door.Path.TrimEnd('/') + "/no";
        draft.Doors.Add(new Door(path));
        return draft.Chance.Of(Line.Of("ProxyPass", path, "!"), Line.Of("ProxyPassMatch", "\\.php$", "!"), Line.Of("ProxyPassMatch", $"^{path}/", "!"));
    }
}
