namespace Balancing.HttpdConf.Known;

/// <summary>mod_jk.</summary>
internal static class JkFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Imported,
            "It is imported, or the importer says why not",
            "",
            """
            mod_jk: JkWorkersFile s 1, JkWorkerProperty s *, JkMount svl 1-2, JkUnMount svl 1-2, JkMountFile sv 1,
              JkMountFileReload s 1, JkMountCopy sv 1, JkAutoAlias sv 1, JkStripSession sv 1-2, JkOptions sv *, JkEnvVar sv 1-2,
              JkExtractSSL sv flag, JkWatchdogInterval s 1, JkShmFile s 1, JkShmSize s 1
            """),
        new(
            KnownVerdict.Ignored,
            "Logging is the business of the host application",
            "",
            """
            mod_jk: JkLogFile sv 1, JkLogLevel sv 1, JkLogStampFormat sv 1, JkRequestLogFormat sv 1
            """),
        new(
            KnownVerdict.Refused,
            "A variable of httpd decides here what a member is told about the client, or which member it is",
            "Let the host application set the facts of the request, then remove the line",
            """
            mod_jk: JkWorkerIndicator sv 1, JkRequestIdIndicator sv 1, JkIgnoreCLIndicator sv 1, JkRemoteAddrIndicator sv 1,
              JkRemotePortIndicator sv 1, JkRemoteHostIndicator sv 1, JkRemoteUserIndicator sv 1, JkAuthTypeIndicator sv 1,
              JkLocalNameIndicator sv 1, JkLocalAddrIndicator sv 1, JkLocalPortIndicator sv 1, JkHTTPSIndicator sv 1,
              JkSSLPROTOCOLIndicator sv 1, JkCERTSIndicator sv 1, JkCIPHERIndicator sv 1, JkSESSIONIndicator sv 1,
              JkKEYSIZEIndicator sv 1, JkCERTCHAINPrefix sv 1
            """),
    ];
}
