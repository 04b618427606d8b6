namespace Balancing.HttpdConf.Tests.ModJk;

/// <summary>The first-match list gives each path to the worker that mod_jk gives it to.</summary>
public class RuleOrderTests
{
    private static readonly string[] Names = ["x", "y", "xy", "x.gif", "y.jsp", "static"];
    private static readonly string[] Pieces = ["/", "x", "y", "*", "?", "/*", ".gif", ".jsp", "static", "/x", "/y", "**"];

    [Theory]
    [InlineData("/app/*=a\n/app=a\n", "/app", "a")]
    [InlineData("/app|/*=a\n", "/apps", null)]
    [InlineData("/app/*=a\n", "/app", null)]
    [InlineData("/app/*=a\n", "/app/", "a")]
    [InlineData("/app=a\n", "/app/x", null)]
    [InlineData("/*=a\n/app/*=b\n", "/app/x", "b")]
    [InlineData("/*.jsp=a\n", "/deep/page.jsp", "a")]
    [InlineData("/*.jsp=a\n", "/deep/page.jspx", null)]
    [InlineData("*.jsp=a\n", "/deep/page.jsp", "a")]
    [InlineData("/app/*.jsp=a\n", "/app/deep/page.jsp;jsessionid=1.n", "a")]
    [InlineData("/app|/*=a\n/*=b\n", "/app;jsessionid=1.n", "a")]
    [InlineData("/app|/*=a\n/*=b\n", "/app;v=1/x", "a")]
    [InlineData("/one/two|/*=a\n/*=b\n", "/one;p/two/x", "a")]
    [InlineData("/one/two|/*=a\n/*=b\n", "/one;p/twofold", "b")]
    [InlineData("/app=a\n/*=b\n", "/app;jsessionid=1.n", "a")]
    [InlineData("/a?c=a\n", "/abc", "a")]
    [InlineData("/a?c=a\n", "/a/c", "a")]
    [InlineData("/*.jsp=a\n/*=b\n", "/x;y.jsp", "b")]
    [InlineData("/app|/*=a\n!/app/static|/*=a\n", "/app/static", null)]
    [InlineData("/app|/*=a\n!/*.gif=a\n", "/app/x.gif", null)]
    [InlineData("/app|/*=a\n!/*.gif=b\n", "/app/x.gif", "a")]
    [InlineData("/app|/*=a\n/*=b\n!/*.gif=a\n", "/app/x.gif", null)]
    [InlineData("/app|/*=a\n/*=b\n!/*.gif=a\n", "/other/x.gif", "b")]
    [InlineData("/app|/*=a\n/*=b\n!/*.gif=*\n", "/other/x.gif", null)]
    [InlineData("/app|/*=a\n-/app/x/*=b\n", "/app/x/y", "a")]
    [InlineData("/li*=b\n/lib|/*=a\n", "/lib", "b")]
    public void A_path_goes_to_its_worker(string map, string path, string? worker) => Assert.Equal(worker, Jk.Site(map).WorkerOf(path));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_rules_give_any_path_to_the_worker_that_mod_jk_gives_it_to(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var map = Rules(random);
            var reference = new ReferenceMap(map);
            using var site = Jk.Site(map);
            for (var i = 0; i < 60; i++)
            {
                var path = AnyPath(random);
                if (!reference.IsUndecided(path))
                {
                    Assert.True(reference.WorkerOf(path) == site.WorkerOf(path), $"{path} goes to {site.WorkerOf(path)}, not {reference.WorkerOf(path)}, with\n{map}");
                }
            }
        }
    }

    [Fact]
    public async Task The_path_is_sent_on_as_it_came()
    {
        using var site = Jk.Site("/app|/*=a\n/*.do=b\n/exact/place=c\n");
        foreach (var path in new[] { "/app", "/app/", "/app/x%20y;p=1/z?q=1", "/deep/x.do;jsessionid=1.n?x", "/exact/place", "/app;v=1/x" })
        {
            var target = "";
            await site.ExecuteAsync(RequestFacts.Get(path), (attempt, _) =>
            {
                target = attempt.Target;
                return ValueTask.FromResult(Outcome.Completed(200, 0, 0));
            });
            Assert.Equal($"ajp://h{site.WorkerOf(path)}{path}", target);
        }
    }

    [Fact]
    public void Thousands_of_mounts_are_ordered_and_asked_quickly()
    {
        var map = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"/app{i}|/*={"abc"[i % 3]}\n!/app{i}/*.gif={"abc"[i % 3]}\n"));
        using var site = Jk.Site(map + "/*=a\n");
        Assert.Equal("b", site.WorkerOf("/app1999/x"));
        Assert.Null(site.WorkerOf("/app1999/x.gif"));
        Assert.Equal("a", site.WorkerOf("/other/x.gif"));
    }

    private static string Rules(Random random)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            var pattern = "/" + string.Concat(Enumerable.Range(0, random.Next(0, 5)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            pattern = pattern.Replace("//", "/", StringComparison.Ordinal).Replace("//", "/", StringComparison.Ordinal);
            pattern = random.Next(4) == 0 ? pattern.TrimEnd('/', '*') + "|/*" : pattern;
            var excludes = random.Next(3) == 0;
            var worker = excludes && random.Next(3) == 0 ? "*" : "abc"[random.Next(3)].ToString();
            lines[pattern.StartsWith('|') ? "/*" : (excludes ? "!" : random.Next(12) == 0 ? "-" : "") + pattern] = pattern.StartsWith('|') ? "a" : worker;
        }

        return string.Concat(lines.Select(line => $"{line.Key}={line.Value}\n"));
    }

    private static string AnyPath(Random random)
    {
        var path = "";
        for (var i = random.Next(0, 4); i > 0; i--)
        {
            path += "/" + Names[random.Next(Names.Length)] + (random.Next(5) == 0 ? ";p=x.gif" : "");
        }

        return random.Next(3) == 0 || path.Length == 0 ? path + "/" + (random.Next(4) == 0 ? ";p" : "") : path;
    }
}
