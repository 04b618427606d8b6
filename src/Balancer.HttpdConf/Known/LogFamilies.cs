namespace Balancing.HttpdConf.Known;

/// <summary>Logging, status and what a server says about itself.</summary>
internal static class LogFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Ignored,
            "Logging is the business of the host application",
            "",
            """
            mod_log_config: CustomLog sv 2-3, GlobalLog s 2-3, TransferLog sv 1, LogFormat sv 1-2, BufferedLogs sv flag
            mod_logio: LogIOTrackTTFB svldh flag
            core: ErrorLog sv 1, ErrorLogFormat sv 1-2, LogLevel svld 1+
            mod_log_debug: LogMessage svld 1-3
            mod_log_forensic: ForensicLog sv 1
            mod_dumpio: DumpIOInput sv flag, DumpIOOutput sv flag
            httpd_2_2: DumpIOLogLevel sv 1, CookieLog sv 1, RewriteLog sv 1, RewriteLogLevel sv 1, RewriteLock s 1
            mod_ssl: SSLLog svldh *, SSLLogLevel svldh *
            """),
        new(
            KnownVerdict.Ignored,
            "Status pages of the server are not served here, only the balancer-manager is",
            "",
            """
            core: ExtendedStatus s flag, SeeRequestTail s flag
            mod_info: AddModuleInfo sv 2
            mod_proxy: ProxyStatus sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "Error pages and the Server field are the business of the host application",
            "",
            """
            core: ErrorDocument svldh 2, ServerAdmin sv 1, ServerSignature svldh 1, ServerTokens s 1
            """),
        new(
            KnownVerdict.Ignored,
            "Visitors are not tracked here",
            "",
            """
            mod_usertrack: CookieTracking svldh flag, CookieName svldh 1, CookieExpires svldh 1, CookieDomain svldh 1,
              CookieStyle svldh 1, CookieSameSite svldh 1, CookieSecure svldh flag, CookieHttpOnly svldh flag
            mod_ident: IdentityCheck svld flag, IdentityCheckTimeout svld 1
            """),
        new(
            KnownVerdict.Ignored,
            "The name of a client is looked up only where an access rule asks for it",
            "",
            """
            core: HostnameLookups svld 1
            """),
    ];
}
