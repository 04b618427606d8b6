using System.Globalization;

namespace Balancing.Managing;

/// <summary>A plan and flags that are being edited, off to the side.</summary>
internal sealed class EditDraft(Scoreboard board, LbMethodRegistry methods)
{
    private readonly List<MemberPlan> _members = [.. board.Plan.Members];
    private readonly List<MemberStatus> _status = [.. board.Words.Select(w => w.Status)];
    private BalancerPlan _plan = board.Plan;
    private readonly HashSet<int> _pardoned = [];
    private bool _factorEdited;
    private bool _methodEdited;

    public List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>Takes one edit into the draft, or notes what is wrong with it.</summary>
    public void Take(BalancerEdit edit)
    {
        switch (edit)
        {
            case MemberEdit member:
                Take(member);
                break;
            case SettingsEdit settings:
                Take(settings);
                break;
            case AddMemberEdit add:
                Take(add);
                break;
            default:
                throw new ArgumentException($"Unknown kind of edit: {edit?.GetType().Name}.", nameof(edit));
        }
    }

    /// <summary>Makes the scoreboard of the edited plan.</summary>
    public Scoreboard Enact(Dictionary<string, Member> retired)
    {
        var next = Succession.Next(_plan with { Members = [.. _members] }, board, retired);
        for (var slot = 0; slot < _status.Count; slot++)
        {
            Pardon(next, slot);
            next.SetStatus(slot, _status[slot]);
        }

        if (_methodEdited)
        {
            next.Reset(_plan.Method); // D17
        }

        if (_factorEdited)
        {
            Recalculate(next);
        }

        return next;
    }

    // Whoever is let back by an operator is let back whole.
    private void Pardon(Scoreboard next, int slot)
    {
        if (_pardoned.Contains(slot) && next.IsGuarded)
        {
            next.Pardon(slot);
            _status[slot] &= ~MemberStatus.OnTrial;
        }
    }

    // mod_proxy_balancer.c: recalc_factors
    private static void Recalculate(Scoreboard next)
    {
        if (next.Words.Length == 1)
        {
            next.EndStart(0);
            next.Words[0].Factor = 100;
        }

        for (var slot = 0; slot < next.Words.Length; slot++)
        {
            next.Lanes[slot].LbStatus = next.Words[slot].Factor;
        }
    }

    private void Take(MemberEdit edit)
    {
        var slot = _members.FindIndex(m => m.Url.IsNamedBy(edit.Url));
        if (slot < 0)
        {
            Problem(edit.Url, "there is no such member", "Name a member by its URL", "w");
            return;
        }

        var plan = _members[slot];
        if (edit.LoadFactor is { } factor && InRange(edit.Url, "LoadFactor", factor, 1, 100, "w_lf"))
        {
            plan = plan with { Factor = (int)(factor * 100) };
            _factorEdited = true;
        }

        if (edit.LbSet is { } set && InRange(edit.Url, "LbSet", set, 0, 99, "w_ls"))
        {
            plan = plan with { Set = set };
        }

        if (edit.Route is { } route && IsRoute(edit.Url, route, "w_wr"))
        {
            plan = plan with { Route = route };
        }

        if (edit.Redirect is { } redirect && IsRoute(edit.Url, redirect, "w_rr"))
        {
            plan = plan with { Redirect = redirect };
        }

        _members[slot] = plan;
        _status[slot] = EditedStatus(_status[slot], edit);
        if (edit.InError == false)
        {
            _pardoned.Add(slot);
        }
    }

    private static MemberStatus EditedStatus(MemberStatus status, MemberEdit edit)
    {
        Set(ref status, MemberStatus.IgnoreErrors, edit.IgnoreErrors);
        Set(ref status, MemberStatus.Drain, edit.Drain);
        Set(ref status, MemberStatus.Disabled, edit.Disabled);
        Set(ref status, MemberStatus.Stopped, edit.Stopped);
        Set(ref status, MemberStatus.HotStandby, edit.HotStandby);
        Set(ref status, MemberStatus.HotSpare, edit.HotSpare);
        Set(ref status, MemberStatus.HealthCheckFailed, edit.HealthCheckFailed);
        Set(ref status, MemberStatus.InError, edit.InError);
        return status;
    }

    private static void Set(ref MemberStatus status, MemberStatus flag, bool? on) =>
        status = on switch { true => status | flag, false => status & ~flag, null => status };

    private void Take(SettingsEdit edit)
    {
        if (edit.LbMethod is { } name)
        {
            if (methods.Find(name) is { } method)
            {
                _methodEdited |= method != _plan.Method;
                _plan = _plan with { Method = method };
            }
            else
            {
                Problem("LbMethod", $"there is no method {name}", $"Use one of {string.Join(", ", methods.Names)}", "b_lbm");
            }
        }

        if (edit.Timeout is { } timeout && InRange("", "Timeout", timeout.TotalSeconds, 0, 7200, "b_tmo"))
        {
            _plan = _plan with { Timeout = timeout };
        }

        if (edit.MaxAttempts is { } attempts && InRange("", "MaxAttempts", attempts, 0, 99, "b_max"))
        {
            _plan = _plan with { MaxAttempts = attempts };
        }

        _plan = _plan with { NoFailover = edit.NoFailover ?? _plan.NoFailover };
        TakeSession(edit.StickySession);
    }

    private void TakeSession(string? session)
    {
        if (string.IsNullOrEmpty(session))
        {
            return;
        }

        if (session == "-")
        {
            _plan = _plan with { Stickiness = null };
            return;
        }

        var bar = session.IndexOf('|', StringComparison.Ordinal);
        var cookie = bar < 0 ? session : session[..bar];
        var parameter = bar < 0 ? session : session[(bar + 1)..];
        if (cookie.Length is 0 or > 63 || parameter.Length is 0 or > 63)
        {
            Problem("StickySession", "a session name must have 1 to 63 characters", "Use a shorter name", "b_ss");
            return;
        }

        _plan = _plan with
        {
            Stickiness = (_plan.Stickiness ?? new StickinessPlan { CookieName = cookie, ParameterName = parameter }) with
            {
                CookieName = cookie,
                ParameterName = parameter,
            },
        };
    }

    private void Take(AddMemberEdit edit)
    {
        if (_plan.Growth == 0)
        {
            Problem(edit.Url, "there is no room for another member", "Raise growth in the configuration", "growth");
        }
        else if (!MemberUrl.TryParse(edit.Url, out var url, out var problem))
        {
            Problem(edit.Url, problem, "Give an absolute URL", "b_nwrkr");
        }
        else if (_members.Exists(m => string.Equals(m.Url.Identity, url!.Identity, StringComparison.Ordinal)))
        {
            Problem(edit.Url, "the balancer has this member already", "Edit the member instead", "b_nwrkr");
        }
        else
        {
            _members.Add(new MemberPlan { Url = url!, Status = MemberStatus.Disabled });
            _status.Add(MemberStatus.Initialized | MemberStatus.Disabled);
            _plan = _plan with { Growth = _plan.Growth - 1 };
        }
    }

    private bool IsRoute(string url, string route, string word)
    {
        if (route.Length < 64)
        {
            return true;
        }

        Problem(url, "a route must have fewer than 64 characters", "Use a shorter one", word);
        return false;
    }

    private bool InRange(string url, string key, double value, double least, double most, string word)
    {
        if (value >= least && value <= most)
        {
            return true;
        }

        var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        Problem(url.Length == 0 ? key : $"{url} {key}", string.Create(CultureInfo.InvariantCulture, $"{value} is not within {range}"), $"Use a value of {range}", word);
        return false;
    }

    private void Problem(string place, string cause, string remedy, string word) =>
        Problems.Add(new ConfigurationProblem($"{_plan.Url} {place}", cause, remedy, word));
}
