using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Balancing.Mapping;

/// <summary>
/// Finds the sections that hold a path (request.c: ap_location_walk) by a walk down the same kind of tree as the mapping rules use, and
/// gives each combination one object, so that what it says is put together once.
/// </summary>
internal sealed class SectionIndex
{
    // Only patterns can make more combinations than there are paths in the configuration. Beyond the limit all are forgotten.
    private const int MostCombinations = 1024;
    private const int StackWords = 16;

    private readonly SitePlan _site;
    private readonly RuleNode _root = new();
    private readonly List<List<int>> _groups = []; // sections with one and the same path
    private readonly PathPattern?[] _patterns;
    private readonly bool _hasPatterns;
    private readonly ConcurrentDictionary<ulong[], CompiledSections> _known = new(Bits.Comparer);
    private readonly ConcurrentDictionary<ulong[], CompiledSections>.AlternateLookup<ReadOnlySpan<ulong>> _lookup;
    private int _count; // of combinations made since the last time they were forgotten; atomic, and may be a little off

    public SectionIndex(SitePlan site)
    {
        _site = site;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<ulong>>();
        _patterns = new PathPattern?[site.Locations.Count];
        None = new CompiledSections(site, []);
        for (var i = 0; i < _patterns.Length; i++)
        {
            var section = site.Locations[i];
            var pattern = section.Match ?? WildcardText.ToPattern(section.Path!);
            if (pattern is null)
            {
                Plant(section.Path!, i);
                continue;
            }

            _hasPatterns = true;
            _patterns[i] = PathPattern.Create(pattern);
            var literal = _patterns[i]!.LiteralStart;
            RuleIndex.Reach(_root, literal.AsSpan(0, literal.LastIndexOf('/') + 1)).AddPattern(i);
        }
    }

    /// <summary>Gets the combination of no section at all.</summary>
    public CompiledSections None { get; }

    /// <summary>The sections that hold a path; null when a pattern took too long, so that nobody knows.</summary>
    public CompiledSections? Find(ReadOnlySpan<char> path)
    {
        var words = (_patterns.Length + 63) >> 6;
        Span<ulong> bits = words <= StackWords ? stackalloc ulong[StackWords] : new ulong[words];
        bits = bits[..words];
        bits.Clear();
        FindPaths(path, bits);
        if (_hasPatterns && !FindPatterns(path, bits)) return null;
        return !bits.ContainsAnyExcept(0ul) ? None : _lookup.TryGetValue(bits, out var known) ? known : Make(bits);
    }

    private void Plant(string path, int section)
    {
        var node = RuleIndex.Reach(_root, path);
        var group = path[^1] == '/' ? node.Slashed : node.Bare;
        if (group == int.MaxValue)
        {
            group = _groups.Count;
            _groups.Add([]);
            if (path[^1] == '/') node.Slashed = group;
            else node.Bare = group;
        }

        _groups[group].Add(section);
    }

    private void FindPaths(ReadOnlySpan<char> path, Span<ulong> bits)
    {
        var node = _root;
        var at = 0;
        Mark(node.Slashed, bits);
        while (RuleIndex.Step(path, servlet: false, ref at, ref node, out _))
        {
            Mark(node.Bare, bits);
            if (at < path.Length) Mark(node.Slashed, bits);
        }
    }

    private void Mark(int group, Span<ulong> bits)
    {
        if (group == int.MaxValue) return;
        foreach (var section in CollectionsMarshal.AsSpan(_groups[group])) Bits.Set(bits, section);
    }

    private bool FindPatterns(ReadOnlySpan<char> path, Span<ulong> bits)
    {
        var node = _root;
        var at = 0;
        do
        {
            foreach (var section in CollectionsMarshal.AsSpan(node.Patterns))
            {
                var answer = _patterns[section]!.Test(path);
                if (answer == PatternAnswer.TimedOut) return false;
                if (answer == PatternAnswer.Yes) Bits.Set(bits, section);
            }
        }
        while (RuleIndex.Step(path, servlet: false, ref at, ref node, out _));
        return true;
    }

    private CompiledSections Make(ReadOnlySpan<ulong> bits)
    {
        if (Interlocked.Increment(ref _count) > MostCombinations)
        {
            _known.Clear();
            _count = 1;
        }

        var sections = new List<LocationPlan>();
        foreach (var section in _site.Locations)
        {
            if (Bits.Has(bits, section.Index)) sections.Add(section);
        }

        return _known.GetOrAdd(bits.ToArray(), new CompiledSections(_site, sections));
    }
}
