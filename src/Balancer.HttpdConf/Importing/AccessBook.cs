namespace Balancing.HttpdConf.Importing;

/// <summary>
/// Who may ask, as the lines of one section say it: 2.4's Require tree, 2.2's Order, Allow and Deny, and what Limit limits.
/// All of them must let a request in (core.c: Satisfy All, the default).
/// </summary>
internal sealed class AccessBook
{
    private readonly Stack<AccessOptions> _open = new();
    private readonly List<AccessOptions> _limits = [];
    private readonly AccessOptions _allow = new();
    private readonly AccessOptions _deny = new() { Match = AccessMatch.None };

    /// <summary>The 2.2 order; null when the section says nothing of it.</summary>
    public CompatOrder? Order { get; set; }

    /// <summary>The outermost group of Require lines; any of them lets in.</summary>
    public AccessOptions Require { get; } = new();

    public bool HasRequire => !IsEmpty(Require);

    public bool HasCompat => Order is not null || !IsEmpty(_allow) || !IsEmpty(_deny);

    /// <summary>The group that the next Require line belongs to.</summary>
    public AccessOptions Group => _open.Count > 0 ? _open.Peek() : Require;

    public void Begin(AccessMatch match)
    {
        var group = new AccessOptions { Match = match };
        Group.Nested.Add(group);
        _open.Push(group);
    }

    public void End() => _open.Pop();

    public void Allow(string who) => Add(_allow, who);

    public void Deny(string who) => Add(_deny, who);

    /// <summary>What holds for some methods only.</summary>
    public void Limit(AccessOptions limit) => _limits.Add(limit);

    /// <summary>True when nobody is kept out; an empty book is open.</summary>
    public bool IsOpen => (!HasRequire || AllIn(Require)) && (!HasCompat || CompatIsOpen) && _limits.Count == 0;

    /// <summary>All of it as one tree, or null when the section says nothing.</summary>
    public AccessOptions? Build()
    {
        List<AccessOptions> all = [];
        if (HasRequire)
        {
            all.Add(Require);
        }

        if (HasCompat)
        {
            all.Add(Compat());
        }

        all.AddRange(_limits);
        return all.Count switch
        {
            0 => null,
            1 => all[0],
            _ => new AccessOptions { Match = AccessMatch.All, Nested = all },
        };
    }

    // The word after the comma has the last say, and what nobody names: "deny,allow" lets in whom nothing denies.
    private bool CompatIsOpen =>
        Order == CompatOrder.AllowDeny ? IsEmpty(_deny) && AllIn(_allow) : IsEmpty(_deny) || AllIn(_allow);

    private AccessOptions Compat()
    {
        if (CompatIsOpen)
        {
            return new AccessOptions { Require = [AllGranted] };
        }

        if (Order == CompatOrder.AllowDeny)
        {
            var allowed = IsEmpty(_allow) ? new AccessOptions { Require = ["all denied"] } : _allow;
            return IsEmpty(_deny) ? allowed : new AccessOptions { Match = AccessMatch.All, Nested = [allowed, _deny] };
        }

        if (AllIn(_deny))
        {
            return IsEmpty(_allow) ? new AccessOptions { Require = ["all denied"] } : _allow;
        }

        var notDenied = AllBut(_deny);
        return IsEmpty(_allow) ? notDenied : new AccessOptions { Require = _allow.Require, Nested = [.. _allow.Nested, notDenied] };
    }

    // A negation stands beside what grants: alone it lets nobody in (mod_authz_core.c).
    private static void Add(AccessOptions group, string who)
    {
        if (who.StartsWith("not ", StringComparison.Ordinal))
        {
            group.Nested.Add(new AccessOptions { Match = AccessMatch.All, Require = [AllGranted, who] });
        }
        else
        {
            group.Require.Add(who);
        }
    }

    /// <summary>Everybody but those of a group of which none may hold.</summary>
    public static AccessOptions AllBut(AccessOptions none) => new() { Match = AccessMatch.All, Require = [AllGranted], Nested = [none] };

    private static bool IsEmpty(AccessOptions group) => group.Require.Count + group.Nested.Count == 0;

    private const string AllGranted = "all granted";

    private static bool AllIn(AccessOptions group) =>
        group.Match != AccessMatch.All && group.Require.Contains(AllGranted);
}

/// <summary>The two orders of 2.2 (mod_access_compat: Order).</summary>
internal enum CompatOrder
{
    DenyAllow,
    AllowDeny,
}
