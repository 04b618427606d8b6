using System.Globalization;

namespace Balancing.HttpdConf.ModJk;

/// <summary>
/// <c>fail_on_status</c>: in mod_jk each member has its own, here it is the balancer's. A code with a minus makes a 503 of the
/// answer and leaves the member alone; that has no counterpart, and taking the member out would be worse than nothing.
/// </summary>
internal static class StatusLists
{
    /// <summary>The codes of all members, once each.</summary>
    public static IReadOnlyList<int> Read(IReadOnlyList<LbMember> members)
    {
        var all = new List<int>();
        var lists = members.Select(m => Read(m.Settings)).ToList();
        foreach (var code in lists.SelectMany(list => list))
        {
            if (!all.Contains(code))
            {
                all.Add(code);
            }
        }

        if (lists.Exists(list => list.Count != all.Count))
        {
            foreach (var member in members)
            {
                member.Settings.Approximated("fail_on_status", "the list holds for every member of the balancer");
            }
        }

        return all;
    }

    /// <summary>Reads a list of codes; what is negative is told apart. False when one is no status.</summary>
    public static bool TryRead(IEnumerable<string> words, out List<int> codes, out bool anyNegative)
    {
        codes = [];
        anyNegative = false;
        foreach (var word in words)
        {
            if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)
                || Math.Abs((long)code) is < 100 or > 599)
            {
                return false;
            }

            anyNegative |= code < 0;
            if (code > 0 && !codes.Contains(code))
            {
                codes.Add(code);
            }
        }

        return true;
    }

    private static List<int> Read(WorkerSettings settings)
    {
        const string Passed = "the answer itself still goes to the client";
        if (settings.Find("fail_on_status") is not { } setting)
        {
            return [];
        }

        if (setting.Value == "0")
        {
            setting.Judge(JkVerdict.Applied, "no status");
            return [];
        }

        if (!TryRead(setting.Words.Select(w => w.Word), out var codes, out var anyNegative))
        {
            settings.Problem(
                "fail_on_status", $"fail_on_status cannot be '{JkText.Shown(setting.Value)}'",
                "Use codes from 100 to 599, with or without a minus");
            return [];
        }

        settings.Approximated(
            "fail_on_status", $"failonstatus={(codes.Count == 0 ? "none" : string.Join(',', codes))}; {Passed}"
            + (anyNegative ? ", and codes with a minus do nothing" : ""));
        return codes;
    }
}
