namespace Balancing.Managing;

/// <summary>Takes edits of the balancer's own settings into a draft, or notes what is wrong with them.</summary>
internal static class SettingRules
{
    private const int LongestName = 63; // mod_proxy.h: PROXY_BALANCER_MAX_STICKY_SIZE

    public static void Take(Draft draft, SettingsEdit edit, LbMethodRegistry methods)
    {
        if (edit.LbMethod is { } name)
        {
            TakeMethod(draft, name, methods);
        }

        if (edit.Timeout is { } timeout && Ranges.Holds(draft, "", "b_tmo", timeout.TotalSeconds))
        {
            draft.Plan = draft.Plan with { Timeout = timeout };
        }

        if (edit.MaxAttempts is { } attempts && Ranges.Holds(draft, "", "b_max", attempts))
        {
            draft.Plan = draft.Plan with { MaxAttempts = attempts };
        }

        draft.Plan = draft.Plan with { NoFailover = edit.NoFailover ?? draft.Plan.NoFailover };
        if (!string.IsNullOrEmpty(edit.StickySession))
        {
            TakeSession(draft, edit.StickySession);
        }
    }

    private static void TakeMethod(Draft draft, string name, LbMethodRegistry methods)
    {
        if (methods.Find(name) is { } method)
        {
            draft.Plan = draft.Plan with { Method = method };
        }
        else if (!string.Equals(name, draft.Plan.Method.Name, StringComparison.OrdinalIgnoreCase)) // one that code gave need not be registered
        {
            draft.Problem("LbMethod", $"there is no method {name}", $"Use one of {string.Join(", ", methods.Names)}", "b_lbm");
        }
    }

    private static void TakeSession(Draft draft, string session)
    {
        if (session == "-")
        {
            draft.Plan = draft.Plan with { Stickiness = null };
            return;
        }

        if (!Ranges.HoldsText(draft, "", "b_ss", session))
        {
            return;
        }

        var bar = session.IndexOf('|', StringComparison.Ordinal);
        var cookie = bar < 0 ? session : session[..bar];
        var parameter = bar < 0 ? session : session[(bar + 1)..];
        if (cookie.Length is 0 or > LongestName || parameter.Length is 0 or > LongestName)
        {
            draft.Problem("StickySession", "a session name must have 1 to 63 characters", "Use a shorter name", "b_ss");
            return;
        }

        var names = draft.Plan.Stickiness ?? new StickinessPlan { CookieName = cookie, ParameterName = parameter };
        draft.Plan = draft.Plan with { Stickiness = names with { CookieName = cookie, ParameterName = parameter } };
    }
}
