namespace Balancing.HttpdConf.Known;

/// <summary>Sockets, processes and protocols: what the host application is.</summary>
internal static class ServerFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Ignored,
            "Addresses, ports and sockets are the business of the host application",
            "Listen in the host application on the addresses that clients use",
            """
            event: Listen s 1+, ListenBacklog s 1, ListenCoresBucketsRatio s 1, ListenTCPDeferAccept s 1, SendBufferSize s 1,
              ReceiveBufferSize s 1
            core: AcceptFilter s 2, Protocol sv 1, Port sv 1
            httpd_2_2: BindAddress s 1, Win32DisableAcceptEx s 0
            mod_nw_ssl: SecureListen s 2-3, NWSSLUpgradeable s 1
            """),
        new(
            KnownVerdict.Ignored,
            "Virtual hosts are chosen by address and name without it, as in httpd 2.4",
            "",
            """
            core: NameVirtualHost sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "Processes, threads and users are the business of the host application",
            "",
            """
            mod_unixd: User s 1, Group s 1, ChrootDir s 1, Suexec s flag
            mod_suexec: SuexecUserGroup sv 2
            core: ScoreBoardFile s 1, PidFile s 1, Mutex s *, DefaultRuntimeDir sv 1, CoreDumpDirectory s 1, MaxMemFree s 1,
              ThreadStackSize s 1, MaxRequestsPerChild s 1, MaxConnectionsPerChild s 1
            httpd_2_2: LockFile s 1, AcceptMutex s 1, UNCList s 1+, EnableExceptionHook s 1, GprofDir sv 1,
              MaxRequestsPerThread s 1, StartThreads s 1, MaxThreads s 1
            mod_watchdog: WatchdogInterval s 1
            event: StartServers s 1, ServerLimit s 1, MinSpareThreads s 1, MaxSpareThreads s 1, MaxClients s 1,
              MaxRequestWorkers s 1, ThreadsPerChild s 1, ThreadLimit s 1, AsyncRequestWorkerFactor s 1,
              GracefulShutdownTimeout s 1
            prefork: MinSpareServers s 1, MaxSpareServers s 1
            mod_privileges: VHostUser v 1, VHostGroup v 1, VHostSecure v flag, VHostCGIMode v 1, VHostPrivs v 1+,
              VHostCGIPrivs v 1+, DTracePrivileges s flag, PrivilegesMode svld 1
            """),
        new(
            KnownVerdict.Ignored,
            "Connections and protocols towards clients are the business of the host application",
            "",
            """
            http_core: KeepAlive sv flag, KeepAliveTimeout sv 1, MaxKeepAliveRequests sv 1
            core: Protocols sv 1+, ProtocolsHonorOrder sv 1, ReadBufferSize svld 1, FlushMaxThreshold sv 1,
              FlushMaxPipelined sv 1
            mod_http2: H2MaxSessionStreams sv 1, H2WindowSize sv 1, H2MinWorkers sv 1, H2MaxWorkers sv 1,
              H2MaxWorkerIdleSeconds sv 1, H2StreamMaxMemSize sv 1, H2SerializeHeaders sv 1, H2ModernTLSOnly sv 1,
              H2Upgrade svldh 1, H2Direct sv 1, H2SessionExtraFiles sv 1, H2TLSWarmUpSize sv 1, H2TLSCoolDownSecs sv 1,
              H2Push svldh 1, H2PushPriority sv 2-3, H2PushDiarySize sv 1, H2CopyFiles svldh 1, H2PushResource svldh 1-3,
              H2EarlyHints sv 1, H2Padding sv 1, H2OutputBuffering sv 1, H2StreamTimeout sv 1, H2MaxDataFrameLen sv 1,
              H2MaxHeaderBlockLen sv 1, H2MaxStreamErrors sv 1, H2EarlyHint svldh 2, H2WebSockets sv 1
            mod_dialup: ModemStandard ld 1
            mod_echo: ProtocolEcho sv flag
            mod_reqtimeout: RequestReadTimeout sv *
            """),
        new(
            KnownVerdict.Ignored,
            "How long a client may take is decided in the host application",
            "Write ProxyTimeout too when members need the same time",
            """
            core: Timeout sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "The server of the host application has its own limits for the request line and the header",
            "Raise those limits in the host application when clients need more",
            """
            core: LimitRequestLine sv 1, LimitRequestFields sv 1, LimitRequestFieldsize sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "It limits work that is not done here",
            "",
            """
            core: LimitXMLRequestBody svldh 1, LimitInternalRecursion sv 1-2, MaxRanges svld 1, MaxRangeOverlaps svld 1,
              MaxRangeReversals svld 1
            mod_request: KeptBodySize ld 1
            """),
        new(
            KnownVerdict.Refused,
            "Bodies of any size would be forwarded",
            "Limit the size of bodies on the endpoint in the host application, then remove the line",
            """
            core: LimitRequestBody svldh 1
            """,
            "0"),
        new(
            KnownVerdict.Refused,
            "Requests with TRACE would be forwarded",
            "Refuse the method with an access rule: Require not method TRACE",
            """
            core: TraceEnable sv 1
            """,
            "on extended"),
        new(
            KnownVerdict.Refused,
            "Requests with unknown methods, which httpd refuses, would be forwarded",
            "Name the methods in an access rule: Require method GET POST",
            """
            core: HttpProtocolOptions sv 1+
            """,
            "Strict Unsafe LenientMethods Allow0.9 Require1.0"),
        new(
            KnownVerdict.Ignored,
            "Every method is forwarded unless an access rule says otherwise",
            "",
            """
            core: RegisterHttpMethod s 1+
            """),
        new(
            KnownVerdict.Refused,
            "Requests for hosts that no site names would be answered",
            "Name the allowed hosts in the host application, then remove the line",
            """
            core: StrictHostCheck sv flag
            """,
            "off"),
        new(
            KnownVerdict.Ignored,
            "Trailers never become part of the header",
            "",
            """
            core: MergeTrailers sv flag
            """),
    ];
}
