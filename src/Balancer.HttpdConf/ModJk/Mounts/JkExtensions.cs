using System.Globalization;

namespace Balancing.HttpdConf.ModJk;

/// <summary>What a rule says behind its worker's name: <c>worker;reply_timeout=60000;sticky_ignore=1</c>.</summary>
internal sealed class JkExtensions
{
    private static readonly string[] Known =
    [
        "reply_timeout", "sticky_ignore", "stateless", "active", "disabled", "stopped", "fail_on_status", "use_server_errors",
        "session_cookie", "session_path", "set_session_cookie", "session_cookie_path",
    ];

    private static readonly (string Name, JkActivation Activation)[] Activations =
        [("active", JkActivation.Active), ("disabled", JkActivation.Disabled), ("stopped", JkActivation.Stopped)];

    // Those that change nothing in the balancer itself.
    private static readonly string[] OfTheRule = ["stateless", "use_server_errors"];

    private readonly SortedDictionary<string, string> _said = new(StringComparer.Ordinal);

    /// <summary>The extensions in one order and spelling; equal texts mean the same.</summary>
    public string Text => string.Join(';', _said.Select(pair => $"{pair.Key}={pair.Value}"));

    public bool NeedsBalancer => _said.Keys.Any(key => !OfTheRule.Contains(key) && !(key == "sticky_ignore" && _said[key] == "0"));

    public bool Has(string name) => _said.ContainsKey(name);

    /// <summary>Statuses from which on our own error page answers; 0 for none.</summary>
    public int ServerErrors => Number("use_server_errors") ?? 0;

    /// <summary>Splits <c>worker;extensions</c>. Unknown ones only make mod_jk log a line; here they are problems.</summary>
    public static JkExtensions Read(string text, JkLine line, JkReport report, out string worker)
    {
        var words = text.Split(';');
        var extensions = new JkExtensions();
        worker = words[0].Trim();
        for (var i = 1; i < words.Length; i++)
        {
            var word = words[i].Trim();
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (word, "") : (word[..equals].Trim(), word[(equals + 1)..].Trim());
            if (name == "session_path" && value.Length == 0 && i + 1 < words.Length)
            {
                value = words[++i].Trim(); // jk_uri_worker_map.c: the name of a path parameter is written with its semicolon
            }

            if (word.Length > 0)
            {
                extensions.Add(name, value, line, report);
            }
        }

        return extensions;
    }

    /// <summary>What a balancer of its own must change for this rule.</summary>
    public void ApplyTo(BalancerOptions balancer, IReadOnlyList<string> members)
    {
        if (Number("reply_timeout") is { } timeout)
        {
            balancer.Members.ForEach(m => m.Timeout = timeout > 0 ? TimeSpan.FromMilliseconds(timeout) : null);
        }

        ApplyActivations(balancer, members);
        if (_said.TryGetValue("fail_on_status", out var list) && StatusLists.TryRead(Words(list), out var codes, out _))
        {
            balancer.FailOnStatus = codes;
        }

        if (Number("sticky_ignore") > 0)
        {
            (balancer.StickySession, balancer.ScolonPathDelim, balancer.NoFailover, balancer.StickyCookie) = (null, null, null, null);
            return;
        }

        ApplySession(balancer);
    }

    /// <summary>The members that the rule names as active, disabled or stopped.</summary>
    public IEnumerable<string> NamedMembers =>
        Activations.Where(a => _said.ContainsKey(a.Name)).SelectMany(a => Words(_said[a.Name]));

    private void ApplyActivations(BalancerOptions balancer, IReadOnlyList<string> members)
    {
        foreach (var (name, activation) in Activations.Where(a => _said.ContainsKey(a.Name)))
        {
            foreach (var member in Words(_said[name]))
            {
                var index = members.ToList().IndexOf(member);
                if (index >= 0)
                {
                    balancer.Members[index].Status = LbMember.StatusOf(activation);
                }
            }
        }
    }

    private void ApplySession(BalancerOptions balancer)
    {
        var names = balancer.StickySession?.Split('|') ?? ["JSESSIONID", "jsessionid"];
        if (Has("session_cookie") || Has("session_path"))
        {
            LbWorker.SetSession(
                balancer, _said.GetValueOrDefault("session_cookie", names[0]), _said.GetValueOrDefault("session_path", names[^1]));
        }

        if (Number("set_session_cookie") > 0)
        {
            balancer.StickyCookie ??= new StickyCookieOptions { Path = "/" };
        }

        if (_said.TryGetValue("session_cookie_path", out var path) && balancer.StickyCookie is { } cookie)
        {
            cookie.Path = path;
        }
    }

    private void Add(string name, string value, JkLine line, JkReport report)
    {
        if (!Known.Contains(name, StringComparer.Ordinal))
        {
            report.Problem(line, $"there is no rule extension {JkText.Shown(name)}", $"Use one of {string.Join(", ", Known)}");
        }
        else if (!_said.TryAdd(name, value))
        {
            report.Problem(line, $"{name} stands twice in the rule, and mod_jk takes the first", "Say it once");
        }
        else if (WhatFits(name, value) is { } remedy)
        {
            report.Problem(line, $"{name} cannot be '{JkText.Shown(value)}'", remedy);
        }
    }

    private static string? WhatFits(string name, string value) => name switch
    {
        "reply_timeout" => IsNumber(value, -1) ? null : "Use milliseconds, or 0 for no limit",
        "use_server_errors" => IsNumber(value, 0) ? null : "Use the first status that is an error",
        "sticky_ignore" or "stateless" or "set_session_cookie" => IsNumber(value, 0) ? null : "Use 1 or 0",
        "fail_on_status" => StatusLists.TryRead(Words(value), out _, out _) ? null : "Use codes from 100 to 599, with or without a minus",
        "session_cookie_path" => value.StartsWith('/') && !value.Any(c => c is <= ' ' or '\x7f') ? null : "Use a path",
        "session_cookie" or "session_path" => HttpdParameters.ApplyToBalancer(new BalancerOptions(), "stickysession", value.TrimStart(';')) is []
            && value.Trim(';').Length > 0 && !value.Contains('|', StringComparison.Ordinal)
                ? null : "Use a name without white space, ';', ',' or '='",
        _ => value.Length > 0 ? null : "Name members of the balancer",
    };

    private int? Number(string name) => _said.TryGetValue(name, out var value) && IsNumber(value, int.MinValue)
        ? int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    private static bool IsNumber(string value, int min) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min;

    private static string[] Words(string list) => list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
}
