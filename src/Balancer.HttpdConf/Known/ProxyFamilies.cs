namespace Balancing.HttpdConf.Known;

/// <summary>mod_proxy and its relatives.</summary>
internal static class ProxyFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Imported,
            "It is imported, or the importer says why not",
            "",
            """
            mod_proxy: <Proxy> sv *, <ProxyMatch> sv *, BalancerMember svld *, ProxySet svld *, ProxyPass svl *,
              ProxyPassMatch svl *, ProxyPassReverse svl 1-3, ProxyPassReverseCookieDomain svld 2-3,
              ProxyPassReverseCookiePath svld 2-3, ProxyPassInterpolateEnv svld flag, ProxyPassInherit sv flag,
              BalancerGrowth sv 1, BalancerInherit sv flag, BalancerPersist sv flag, ProxyPreserveHost svld flag,
              ProxyAddHeaders svld flag, ProxyVia sv 1, ProxyTimeout sv 1, ProxyErrorOverride svld 1+, ProxyMaxForwards sv 1,
              ProxySourceAddress sv 1, ProxyRequests sv flag
            mod_proxy_hcheck: ProxyHCTemplate svldh *, ProxyHCExpr svldh *, ProxyHCTPsize s 1
            """),
        new(
            KnownVerdict.Refused,
            "Requests would go to the members directly instead of through another proxy",
            "Give the transport of the members that proxy in the host application, then remove the line",
            """
            mod_proxy: ProxyRemote sv 2-3, ProxyRemoteMatch sv 2-3
            """),
        new(
            KnownVerdict.Refused,
            "Hosts that httpd never talks to would be talked to",
            "Make sure no ProxyPass and no RewriteRule leads there, then remove the line",
            """
            mod_proxy: ProxyBlock sv 1+
            """),
        new(
            KnownVerdict.Refused,
            "Where a request goes would be looked up in a DBM file",
            "Write the table as ProxyPass lines, one for each host",
            """
            mod_proxy_express: ProxyExpressEnable svldh flag
            """,
            "off"),
        new(
            KnownVerdict.Refused,
            "A forward proxy cannot be imported",
            "Write H2ProxyRequests Off",
            """
            mod_http2: H2ProxyRequests svldh 1
            """,
            "off"),
        new(
            KnownVerdict.Ignored,
            "It does nothing without ProxyExpressEnable",
            "",
            """
            mod_proxy_express: ProxyExpressDBMFile svldh 1, ProxyExpressDBMType svldh 1
            """),
        new(
            KnownVerdict.Ignored,
            "It concerns forward proxies, and there is none here",
            "",
            """
            mod_proxy: NoProxy sv 1+, ProxyDomain sv 1
            mod_proxy_connect: AllowCONNECT sv 1+
            mod_proxy_ftp: ProxyFtpListOnWildcard svld flag, ProxyFtpEscapeWildcards svld flag, ProxyFtpDirCharset svld 1
            """),
        new(
            KnownVerdict.Ignored,
            "Buffers and the waiting for 100-continue are chosen by the transport",
            "",
            """
            mod_proxy: ProxyReceiveBufferSize sv 1, Proxy100Continue svld flag
            """),
        new(
            KnownVerdict.Ignored,
            "Buffers are chosen by the transport; where it stands for the packet size of AJP, say iobuffersize with each member",
            "",
            """
            mod_proxy: ProxyIOBufferSize sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "A member that sends a broken header has failed, whatever this says",
            "",
            """
            mod_proxy: ProxyBadHeader sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "Upgrades go the way of plain requests, as with On: whoever asks for none gets an ordinary answer",
            "",
            """
            mod_proxy_wstunnel: ProxyWebsocketFallbackToProxyHttp svld flag
            """),
        new(
            KnownVerdict.Refused,
            "A condition decides here what a member is told",
            "Let the member decide, or write the variable as a RequestHeader, then remove the line",
            """
            mod_proxy_fcgi: ProxyFCGISetEnvIf svldh 2-3
            """),
        new(
            KnownVerdict.Ignored,
            "Answers of FastCGI and SCGI members are passed on as they are",
            "",
            """
            mod_proxy_fcgi: ProxyFCGIBackendType svldh 1
            mod_proxy_scgi: ProxySCGISendfile svld 1, ProxySCGIInternalRedirect svld 1
            """),
        new(
            KnownVerdict.Ignored,
            "Load reports of members are given to the host application, which decides where they come from",
            "",
            """
            mod_heartbeat: HeartbeatAddress s 1
            mod_heartmonitor: HeartbeatListen s 1, HeartbeatStorage s 1, HeartbeatMaxServers s 1
            """),
    ];
}
