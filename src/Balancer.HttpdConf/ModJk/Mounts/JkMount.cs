using System.Text;

namespace Balancing.HttpdConf.ModJk;

/// <summary>Where a rule comes from; of equal patterns the later of these comes first.</summary>
internal enum JkSource
{
    /// <summary><c>worker.NAME.mount</c>.</summary>
    Worker,

    /// <summary><c>JkMount</c> and <c>JkUnMount</c>.</summary>
    Directive,

    /// <summary>The file of <c>JkMountFile</c>.</summary>
    File,
}

/// <summary>One rule as it is written: a pattern without its marks and the worker it is for.</summary>
internal sealed record JkMount(string Pattern, string Worker, JkExtensions Extensions, bool Excludes, JkSource Source, JkLine Line)
{
    /// <summary>The worker of an exclusion that holds for all.</summary>
    public const string AnyWorker = "*";

    public int Slashes { get; } = Pattern.Count(c => c == '/');

    public int Length { get; } = Encoding.UTF8.GetByteCount(Pattern);

    /// <summary>mod_jk's order (jk_uri_worker_map.c: worker_compare): most slashes, then longest, then by source.</summary>
    public static int Compare(JkMount a, JkMount b) =>
        a.Slashes != b.Slashes ? b.Slashes.CompareTo(a.Slashes)
        : a.Length != b.Length ? b.Length.CompareTo(a.Length)
        : b.Source.CompareTo(a.Source);

    /// <summary>
    /// Why no path can match, or null. The path that mod_jk compares has no parameters, no empty and no dot segments.
    /// </summary>
    public string? WhyNever()
    {
        var dot = Pattern.Split('/').Skip(1).Any(segment => segment is "." or "..");
        return Pattern.Contains(';', StringComparison.Ordinal)
            ? "paths are compared without their ;parameters, so it never matches; other rules match such paths all the same"
            : Pattern.Contains("//", StringComparison.Ordinal) ? "slashes are merged before paths are compared, so it never matches"
            : dot ? "dot segments are resolved before paths are compared, so it never matches"
            : null;
    }
}

/// <summary>Rules that belong together: one pattern, or a path and everything below it.</summary>
internal sealed class JkRule(JkMount mount, params Glob[] globs)
{
    public JkMount Mount { get; } = mount;

    public IReadOnlyList<Glob> Globs { get; private set; } = globs;

    public List<JkMount> Parts { get; } = [mount];

    /// <summary>Gets what every path that matches begins with.</summary>
    public string Literal => Path ?? Globs[0].Literal;

    /// <summary>Gets the path, when the rule is for it and all below it.</summary>
    public string? Path { get; private set; }

    /// <summary>Makes one rule of <c>/path/*</c>, which this is, and <c>/path</c>.</summary>
    public void Join(JkMount exact)
    {
        Path = exact.Pattern;
        Globs = [.. Globs, new Glob(exact.Pattern)];
        Parts.Add(exact);
    }

    public bool IsApart(JkRule other, Effort effort)
    {
        foreach (var mine in Globs)
        {
            foreach (var theirs in other.Globs)
            {
                if (!GlobMeeting.AreApart(mine, theirs, effort))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>True when it is certain that it matches all that <paramref name="other"/> matches.</summary>
    public bool Holds(JkRule other) => other.Globs.All(theirs => Globs.Any(mine => mine.Covers(theirs)));

    public void Judge(JkVerdict verdict, string became) => Parts.ForEach(part => part.Line.Judge(verdict, became));
}
