using System.Text;

namespace Balancing;

/// <summary>Reads and writes status flags as httpd does.</summary>
public static class StatusText
{
    private static readonly (char Letter, MemberStatus Flag, string Token)[] Table =
    [
        // Display order of mod_proxy.c: proxy_worker_stat.
        ('O', MemberStatus.Initialized, "Init"),
        ('I', MemberStatus.IgnoreErrors, "Ign"),
        ('N', MemberStatus.Drain, "Drn"),
        ('G', MemberStatus.Generic, "Gen"),
        ('U', MemberStatus.InShutdown, "Shut"),
        ('D', MemberStatus.Disabled, "Dis"),
        ('S', MemberStatus.Stopped, "Stop"),
        ('E', MemberStatus.InError, "Err"),
        ('H', MemberStatus.HotStandby, "Stby"),
        ('R', MemberStatus.HotSpare, "Spar"),
        ('F', MemberStatus.Free, "Free"),
        ('C', MemberStatus.HealthCheckFailed, "HcFl"),
        ('T', MemberStatus.OnTrial, "Trial"), // not httpd's
    ];

    /// <summary>The tokens of httpd's manager, <c>Ok</c> last when usable: <c>Init Stby Ok</c>.</summary>
    /// <param name="status">The flags.</param>
    public static string Describe(MemberStatus status)
    {
        var text = new StringBuilder();
        foreach (var (_, flag, token) in Table)
        {
            if ((status & flag) != MemberStatus.None)
            {
                text.Append(token).Append(' ');
            }
        }

        if (Availability.IsUsable(status))
        {
            text.Append("Ok ");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Flags as <c>status=</c> text: <c>+HD</c>; empty for none. Those that only the engine sets are left out.</summary>
    /// <param name="status">The flags.</param>
    public static string Write(MemberStatus status)
    {
        status &= ~MemberStatus.Initialized;
        var letters = string.Concat(Table.Where(row => (status & row.Flag) != MemberStatus.None && !IsEngines(row.Letter)).Select(row => row.Letter));
        return letters.Length == 0 ? "" : $"+{letters}";
    }

    /// <summary>
    /// Applies httpd's <c>status=</c> text to flags: letters in any case, each with an optional sign that persists for
    /// the letters after it; <c>+</c> to begin with.
    /// </summary>
    /// <param name="text">For example <c>+H</c>, <c>D-I</c>, <c>+HD</c>.</param>
    /// <param name="status">The flags to change.</param>
    /// <param name="unknown">The first character that is no flag, or a sign that no letter follows, when the result is false.</param>
    public static bool TryApply(string text, ref MemberStatus status, out char unknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        var set = true;
        var result = status;
        for (var i = 0; i < text.Length; i++)
        {
            // A letter must follow a sign (mod_proxy.c: set_worker_param).
            if (text[i] is '+' or '-' && i + 1 < text.Length)
            {
                set = text[i++] == '+';
            }

            var flag = FlagOf(text[i]);
            if (flag == MemberStatus.None)
            {
                unknown = text[i];
                return false;
            }

            result = set ? result | flag : result & ~flag;
        }

        status = result;
        unknown = '\0';
        return true;
    }

    private static MemberStatus FlagOf(char letter)
    {
        var upper = char.ToUpperInvariant(letter);
        foreach (var (known, flag, _) in Table)
        {
            if (known == upper && !IsEngines(known))
            {
                return flag;
            }
        }

        return MemberStatus.None;
    }

    // The engine's own, which cannot be configured (mod_proxy.c: ap_proxy_set_wstatus).
    private static bool IsEngines(char letter) => letter is 'G' or 'U' or 'F' or 'T';
}
