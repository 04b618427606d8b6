using Balancing.Attempts;

namespace Balancing.Managing;

/// <summary>
/// The edits that stay in force over whatever the configuration says (httpd: BalancerPersist): for each value that an operator changed what it
/// is to be. Entries are written under the gate; the file by one at a time.
/// </summary>
internal sealed class Overlay(OverlayFile file)
{
    private readonly Lock _saving = new();
    private readonly Dictionary<(string Member, string Word), OverlayEntry> _entries = []; // gate

    /// <summary>Reads the file. Before anybody else sees the balancer.</summary>
    /// <returns>What is wrong with it; empty when nothing is, or when there is none.</returns>
    public IReadOnlyList<ConfigurationProblem> Load()
    {
        var entries = file.Read(out var problem);
        foreach (var entry in entries)
        {
            _entries[KeyOf(entry.Member, entry.Word)] = entry;
        }

        return problem is null ? [] : [problem];
    }

    /// <summary>Remembers what edits changed. Gate.</summary>
    /// <param name="changes">What they changed.</param>
    /// <param name="configured">What the configuration says.</param>
    /// <param name="after">All members as they are now; needed when one was added.</param>
    public void Take(IEnumerable<PlanChange> changes, BalancerPlan configured, IReadOnlyList<MemberState>? after = null)
    {
        foreach (var change in changes.Where(c => !PlanDiff.IsOfTheMoment(c.Word)))
        {
            if (change.Setting == PlanDiff.Member)
            {
                TakeMember(change, configured, after ?? []);
            }
            else
            {
                Set(change.Member, change.Word, ConfiguredText(change, configured), change.After);
            }
        }
    }

    /// <summary>Puts the remembered values over a draft of what is configured. Gate.</summary>
    /// <returns>What could not be put, and where the configuration says something else than when the value was edited.</returns>
    public List<string> Put(Draft draft, LbMethodRegistry methods, BalancerPlan configured)
    {
        var notes = new List<string>();
        foreach (var entry in _entries.Values.OrderBy(RankOf))
        {
            var known = draft.Problems.Count;
            OverlayRules.Put(draft, entry, methods);
            notes.AddRange(draft.Problems.Skip(known).Select(p => $"Not restored: {p}"));
            if (entry.Word is not (PlanDiff.Added or PlanDiff.Removed)
                && ConfiguredText(new(entry.Member, "", entry.Word, "", ""), configured) is var now && now != entry.Configured)
            {
                notes.Add($"{entry.Member} {entry.Word} is {entry.Value}; the configuration says {now}, and said {entry.Configured} when it was edited.");
            }
        }

        return notes;
    }

    /// <summary>Writes the file: whole, or not at all. Outside the gate.</summary>
    /// <returns>What went wrong, or null.</returns>
    public ConfigurationProblem? Save(Dispatcher dispatcher, DateTimeOffset at)
    {
        lock (_saving)
        {
            var entries = dispatcher.Hold(this, static (_, overlay) => overlay._entries.Values.ToArray());
            return file.Write(entries, at);
        }
    }

    // Members go and come before their values.
    private static int RankOf(OverlayEntry entry) => entry.Word switch { PlanDiff.Removed => 0, PlanDiff.Added => 1, _ => 2 };

    private static (string Member, string Word) KeyOf(string? member, string word) =>
        (member is null ? "" : MemberUrl.TryParse(member, out var url, out _) ? url!.Identity : member, word);

    private static MemberPlan? Find(BalancerPlan plan, string url) => plan.Members.FirstOrDefault(m => m.Url.IsNamedBy(url));

    private void TakeMember(PlanChange change, BalancerPlan configured, IReadOnlyList<MemberState> after)
    {
        var url = change.Member!;
        var identity = KeyOf(url, "").Member;
        foreach (var key in _entries.Keys.Where(k => k.Member == identity).ToArray())
        {
            _entries.Remove(key);
        }

        var isConfigured = Find(configured, url) is not null;
        if (change.Word == PlanDiff.Removed == isConfigured)
        {
            _entries[KeyOf(url, change.Word)] = new OverlayEntry(url, change.Word, change.Before, change.After);
        }

        if (change.Word == PlanDiff.Added && after.FirstOrDefault(m => m.Plan.Url.IsNamedBy(url)) is { Plan: not null } member)
        {
            foreach (var field in MemberFields.All.Where(f => !PlanDiff.IsOfTheMoment(f.Word.Word)))
            {
                Set(url, field.Word.Word, field.Read(StateOf(configured, member.Plan.Url)), field.Read(member));
            }
        }
    }

    private void Set(string? member, string word, string configured, string value)
    {
        var key = KeyOf(member, word);
        if (configured == value)
        {
            _entries.Remove(key);
        }
        else
        {
            _entries[key] = new OverlayEntry(member, word, configured, value);
        }
    }

    private static string ConfiguredText(PlanChange change, BalancerPlan configured) =>
        change.Member is null
            ? Array.Find(SettingFields.All, f => f.Word.Word == change.Word)?.Read(configured) ?? ""
            : !MemberUrl.TryParse(change.Member, out var url, out _) ? ""
            : Array.Find(MemberFields.All, f => f.Word.Word == change.Word)?.Read(StateOf(configured, url!)) ?? "";

    // One that is not configured was added, and began as those do.
    private static MemberState StateOf(BalancerPlan configured, MemberUrl url) =>
        Find(configured, url.Configured) is { } plan ? new(plan, plan.Status | MemberStatus.Initialized) : MemberStates.Fresh(url);
}

/// <summary>One value that an operator changed.</summary>
/// <param name="Member">URL of the member; null for the balancer itself.</param>
/// <param name="Word">The field's word; <see cref="PlanDiff.Added"/> or <see cref="PlanDiff.Removed"/> for a whole member.</param>
/// <param name="Configured">What the configuration said when it was edited.</param>
/// <param name="Value">What it is to be.</param>
internal sealed record OverlayEntry(string? Member, string Word, string Configured, string Value);
