using Balancing.Managing;

namespace Balancing;

/// <summary>The fields of httpd's manager forms as edits (httpd: section balancer_process_balancer_worker of mod_proxy_balancer.c).</summary>
public static class EditWords
{
    /// <summary>The fields of a member, in the order of httpd's form.</summary>
    public static IReadOnlyList<EditWord> OfMember { get; } = [.. MemberFields.All.Select(f => f.Word)];

    /// <summary>The fields of a balancer, in the order of httpd's form.</summary>
    public static IReadOnlyList<EditWord> OfBalancer { get; } = [.. SettingFields.All.Select(f => f.Word)];

    /// <summary>Reads the fields of a member. An empty number or choice changes nothing; an empty text clears.</summary>
    /// <param name="url">Which member.</param>
    /// <param name="fields">Words, or names of settings in any case, and their texts.</param>
    /// <param name="problems">What is wrong with them is added here.</param>
    public static MemberEdit ReadMember(string url, IEnumerable<KeyValuePair<string, string>> fields, ICollection<ConfigurationProblem> problems) =>
        Read(new MemberEdit(url), MemberFields.All, url, fields, problems);

    /// <summary>Reads the fields of a balancer. An empty text changes nothing.</summary>
    /// <param name="fields">Words, or names of settings in any case, and their texts.</param>
    /// <param name="problems">What is wrong with them is added here.</param>
    public static SettingsEdit ReadSettings(IEnumerable<KeyValuePair<string, string>> fields, ICollection<ConfigurationProblem> problems) =>
        Read(new SettingsEdit(), SettingFields.All, "balancer", fields, problems);

    /// <summary>The text of a balancer's field, as <see cref="ReadSettings"/> takes it; empty for <c>maxattempts</c> that was never set.</summary>
    /// <param name="snapshot">The balancer.</param>
    /// <param name="word">A word of <see cref="OfBalancer"/>.</param>
    public static string TextOf(BalancerSnapshot snapshot, EditWord word)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Array.Find(SettingFields.All, f => f.Word == word)!.Read(snapshot.Plan);
    }

    /// <summary>The text of a member's field, as <see cref="ReadMember"/> takes it.</summary>
    /// <param name="snapshot">The balancer.</param>
    /// <param name="member">The member's place in <see cref="BalancerSnapshot.Members"/>.</param>
    /// <param name="word">A word of <see cref="OfMember"/>.</param>
    public static string TextOf(BalancerSnapshot snapshot, int member, EditWord word)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var state = new MemberState(snapshot.Plan.Members[member], snapshot.Members[member].Status);
        return Array.Find(MemberFields.All, f => f.Word == word)!.Read(state);
    }

    private static TEdit Read<TState, TEdit>(
        TEdit edit, EditField<TState, TEdit>[] all, string place, IEnumerable<KeyValuePair<string, string>> fields, ICollection<ConfigurationProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(problems);
        foreach (var (key, text) in fields)
        {
            if (Array.Find(all, f => f.Word.Word == key || string.Equals(f.Word.Setting, key, StringComparison.OrdinalIgnoreCase)) is not { } field)
            {
                problems.Add(new($"{place} {key}", "there is no such field", $"Use one of {string.Join(", ", all.Select(f => f.Word.Word))}", key));
            }
            else if (text.Length > 0 || (field.Word.Kind == EditWordKind.Text && field.Word.IsOfMember))
            {
                edit = Read(edit, field, place, text, problems);
            }
        }

        return edit;
    }

    private static TEdit Read<TState, TEdit>(
        TEdit edit, EditField<TState, TEdit> field, string place, string text, ICollection<ConfigurationProblem> problems)
    {
        if (EditValue.ProblemOf(field.Word, text) is { } problem)
        {
            problems.Add(new($"{place} {field.Word.Setting}", $"\"{text}\" {problem}", field.Word.Meaning, field.Word.Word));
            return edit;
        }

        return field.Write(edit, text);
    }
}
