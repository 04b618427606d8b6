namespace Balancing.HttpdConf.Known;

/// <summary>The modules of httpd 2.4 under the two names that <c>IfModule</c> takes.</summary>
internal static class KnownModules
{
    // Without "_module"; the source is mod_<name>.c where Sources does not say otherwise.
    private static readonly string[] Names = """
        access_compat actions alias allowmethods asis auth_basic auth_digest auth_form authn_anon authn_core authn_dbd authn_dbm
        authn_file authn_socache authnz_fcgi authnz_ldap authz_core authz_dbd authz_dbm authz_groupfile authz_host authz_owner
        authz_user autoindex brotli buffer cache cache_disk cache_socache cern_meta cgi cgid charset_lite core data dav dav_fs
        dav_lock dbd deflate dialup dir dumpio echo env expires ext_filter file_cache filter headers heartbeat heartmonitor http
        http2 ident imagemap include info lbmethod_bybusyness lbmethod_byrequests lbmethod_bytraffic lbmethod_heartbeat ldap
        log_config log_debug log_forensic logio lua macro md mime mime_magic mpm_event negotiation proxy proxy_ajp proxy_balancer
        proxy_connect proxy_express proxy_fcgi proxy_fdpass proxy_ftp proxy_hcheck proxy_html proxy_http proxy_http2 proxy_scgi
        proxy_uwsgi proxy_wstunnel ratelimit reflector remoteip reqtimeout request rewrite sed session session_cookie
        session_crypto session_dbd setenvif slotmem_plain slotmem_shm so socache_dbm socache_memcache socache_redis socache_shmcb
        speling ssl status substitute suexec unique_id unixd userdir usertrack version vhost_alias watchdog xml2enc
        jk
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["core_module"] = "core.c",
        ["http_module"] = "http_core.c",
        ["ldap_module"] = "util_ldap.c",
        ["mpm_event_module"] = "event.c",
        ["mpm_worker_module"] = "worker.c",
        ["mpm_prefork_module"] = "prefork.c",
    };

    private static readonly HashSet<string> Identifiers = [.. Names.Select(name => name + "_module")];

    /// <summary>Identifiers of all modules that come with httpd, of the MPMs only event, and mod_jk.</summary>
    public static IEnumerable<string> Standard => Identifiers;

    /// <summary>Identifiers of the modules that distributions compile in and nobody loads.</summary>
    public static IEnumerable<string> CompiledIn { get; } =
    [
        "core_module", "http_module", "so_module", "log_config_module", "logio_module", "version_module", "unixd_module",
        "watchdog_module", "mpm_event_module",
    ];

    /// <summary>Whether a module comes with httpd.</summary>
    /// <param name="identifier">Such as <c>ssl_module</c>.</param>
    public static bool IsStandard(string identifier) => Identifiers.Contains(identifier) || Sources.ContainsKey(identifier);

    /// <summary>The source that a module is compiled from, which is its other name.</summary>
    /// <param name="identifier">Such as <c>ssl_module</c>.</param>
    public static string SourceOf(string identifier) =>
        Sources.GetValueOrDefault(identifier)
        ?? $"mod_{(identifier.EndsWith("_module", StringComparison.Ordinal) ? identifier[..^7] : identifier)}.c";
}
