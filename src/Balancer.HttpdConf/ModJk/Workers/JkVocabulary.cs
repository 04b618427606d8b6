namespace Balancing.HttpdConf.ModJk;

/// <summary>What a property is said for.</summary>
[Flags]
internal enum JkFor
{
    None = 0,

    /// <summary>An ajp worker that requests are mounted to.</summary>
    Ajp = 1,

    /// <summary>An ajp worker that is a member of a balancer.</summary>
    Member = 2,

    Balancer = 4,
    Status = 8,
    AnyAjp = Ajp | Member,
}

/// <summary>One property of mod_jk.</summary>
/// <param name="Name">The last part of its key.</param>
/// <param name="For">Which workers it means something to.</param>
/// <param name="IsList">Said again, it goes on; else the last one holds.</param>
/// <param name="Idle">Why it has no effect here; null when it has one.</param>
internal sealed record JkProperty(string Name, JkFor For, bool IsList, string? Idle);

/// <summary>
/// Every property that mod_jk knows (jk_util.c), the old spellings among them. What stands here with a reason has no effect;
/// all others are taken by the class that makes the worker.
/// </summary>
internal static class JkVocabulary
{
    private const string Gone = "mod_jk runs no Java in its process any more";
    private const string Look = "the manager page has a look of its own";

    private static readonly Dictionary<string, JkProperty> All = Build();

    public static IReadOnlyCollection<JkProperty> Properties => All.Values;

    public static JkProperty? Find(string name) => All.GetValueOrDefault(name);

    private static Dictionary<string, JkProperty> Build()
    {
        var all = new Dictionary<string, JkProperty>(StringComparer.Ordinal);
        AddCommon(all);
        AddAjp(all);
        AddMember(all);
        AddBalancer(all);
        AddStatus(all);
        Add(all, JkFor.None, Gone, "sysprops", "stderr", "stdout", "mx", "ms", "class_path", "bridge", "jvm_lib", "ld_path");
        Add(all, JkFor.None, Gone, "cmd_line", "native_lib");
        return all;
    }

    private static void AddCommon(Dictionary<string, JkProperty> all)
    {
        Add(all, JkFor.AnyAjp | JkFor.Balancer | JkFor.Status, null, "type", "reference");
        AddLists(all, JkFor.Ajp | JkFor.Balancer | JkFor.Status, "mount");
        Add(all, JkFor.AnyAjp | JkFor.Balancer, null, "secret", "retries");
        Add(all, JkFor.AnyAjp | JkFor.Balancer, "a failed request goes on at once", "retry_interval");
    }

    private static void AddAjp(Dictionary<string, JkProperty> all)
    {
        Add(all, JkFor.AnyAjp, null, "host", "port", "source", "socket_timeout", "reply_timeout", "socket_connect_timeout", "socket_keepalive");
        Add(all, JkFor.AnyAjp, null, "socket_buffer", "max_packet_size", "ping_mode", "ping_timeout", "connect_timeout", "prepost_timeout");
        Add(all, JkFor.AnyAjp, null, "connection_pool_size", "connection_pool_minsize", "connection_pool_timeout", "connection_acquire_timeout");
        Add(all, JkFor.AnyAjp, null, "cachesize", "cache_timeout", "busy_limit");
        AddLists(all, JkFor.AnyAjp, "fail_on_status");
        Add(all, JkFor.AnyAjp, "the system decides in which order it tries the addresses of a name", "prefer_ipv6");
        Add(all, JkFor.AnyAjp, "mod_jk reads it no more; connection_pool_timeout took its place", "recycle_timeout");
        Add(all, JkFor.AnyAjp, "idle connections are not probed; ping_mode=P probes each before it is used", "connection_ping_interval");
        Add(all, JkFor.AnyAjp, "the login of ajp14 is not spoken; secret is", "secretkey");
        Add(
            all, JkFor.AnyAjp,
            "what may have reached a backend is sent again only when the method is safe to repeat and no answer came (R40)", "recovery_options");
    }

    private static void AddMember(Dictionary<string, JkProperty> all) =>
        Add(all, JkFor.Member, null, "lbfactor", "distance", "route", "jvm_route", "redirect", "domain", "activation", "disabled", "stopped");

    private static void AddBalancer(Dictionary<string, JkProperty> all)
    {
        AddLists(all, JkFor.Balancer, "balance_workers", "balanced_workers");
        Add(all, JkFor.Balancer, null, "method", "sticky_session", "sticky_session_force", "session_cookie", "session_path");
        Add(all, JkFor.Balancer, null, "set_session_cookie", "session_cookie_path", "lb_retries", "recover_time", "max_reply_timeouts");
        Add(all, JkFor.Balancer, "elections are exact in one process", "lock");
        Add(all, JkFor.Balancer, "a member that cannot be reached is in error at once, as with 0", "error_escalation_time");
        Add(all, JkFor.Balancer, "mod_jk reads it no more", "local_worker", "local_worker_only");
    }

    private static void AddStatus(Dictionary<string, JkProperty> all)
    {
        Add(all, JkFor.Status, null, "read_only");
        AddLists(all, JkFor.Status, "user");
        Add(all, JkFor.Status, "nobody may see the page, see user", "user_case_insensitive");
        Add(all, JkFor.Status, Look, "css", "ns", "xmlns", "doctype", "prefix");
        foreach (var rating in new[] { "good", "bad" })
        {
            all.Add(rating, new JkProperty(rating, JkFor.Status, true, Look));
        }
    }

    private static void Add(Dictionary<string, JkProperty> all, JkFor what, string? idle, params string[] names)
    {
        foreach (var name in names)
        {
            all.Add(name, new JkProperty(name, what, false, idle));
        }
    }

    private static void AddLists(Dictionary<string, JkProperty> all, JkFor what, params string[] names)
    {
        foreach (var name in names)
        {
            all.Add(name, new JkProperty(name, what, true, null));
        }
    }
}
