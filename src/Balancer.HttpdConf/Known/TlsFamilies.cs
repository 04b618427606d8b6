namespace Balancing.HttpdConf.Known;

/// <summary>TLS on both sides.</summary>
internal static class TlsFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Ignored,
            "TLS towards clients, with its certificates, is the business of the host application",
            "",
            """
            mod_ssl: SSLEngine sv 1, SSLFIPS s flag, SSLProtocol sv *, SSLCipherSuite svldh 1-2, SSLHonorCipherOrder sv flag,
              SSLCompression sv flag, SSLCertificateFile sv 1, SSLCertificateKeyFile sv 1, SSLCertificateChainFile sv 1,
              SSLPassPhraseDialog s 1, SSLRandomSeed s 2-3, SSLCryptoDevice s 1, SSLSessionCache s 1,
              SSLSessionTicketKeyFile sv 1, SSLSessionCacheTimeout sv 1, SSLSessionTickets sv flag,
              SSLInsecureRenegotiation sv flag, SSLRenegBufferSize ldh 1, SSLOpenSSLConfCmd sv 2, SSLStaplingCache s 1,
              SSLStaplingResponseTimeSkew sv 1, SSLStaplingResponderTimeout sv 1, SSLStaplingResponseMaxAge sv 1,
              SSLStaplingStandardCacheTimeout sv 1, SSLStaplingReturnResponderErrors sv flag, SSLStaplingFakeTryLater sv flag,
              SSLStaplingErrorCacheTimeout sv 1, SSLStaplingForceURL sv 1, SSLUseStapling sv flag, SSLVHostSNIPolicy s 1
            httpd_2_2: SSLMutex s 1
            mod_nw_ssl: NWSSLTrustedCerts s 1+
            mod_tls: TLSEngine s 1, TLSCertificate sv 1-2, TLSCiphersPrefer sv 1+, TLSCiphersSuppress sv 1+,
              TLSHonorClientOrder sv flag, TLSOptions svld 1+, TLSProtocol sv 1, TLSSessionCache s 1
            """),
        new(
            KnownVerdict.Ignored,
            "Certificates are fetched and renewed by the host application",
            "",
            """
            mod_md: MDCertificateAuthority sv *, MDCertificateAgreement sv 1, MDCertificateProtocol sv 1,
              MDCertificateFile sv 1, MDCertificateKeyFile sv 1, MDCertificateStatus sv 1, MDCertificateCheck sv 2,
              MDCAChallenges sv *, MDCACertificateFile sv 1, MDContactEmail sv 1, MDDriveMode sv 1, MDRenewMode sv 1,
              MDRenewWindow sv 1, MDRenewViaARI sv 1, MDomain sv 1+, <MDomain> sv *, <MDomainSet> sv *, MDMember sv *,
              MDMembers sv *, MDMustStaple sv 1, MDPortMap sv 1-2, MDPrivateKeys sv *, MDHttpProxy sv 1,
              MDHttpProxyCACertificateFile sv 1, MDStoreDir sv 1, MDStoreLocks sv 1, MDNotifyCmd sv *, MDBaseServer sv 1,
              MDChallengeDns01 sv *, MDChallengeDns01Version sv 1, MDServerStatus sv 1, MDWarnWindow sv 1, MDMessageCmd sv *,
              MDStapling sv 1, MDStapleOthers sv 1, MDStaplingKeepResponse sv 1, MDStaplingRenewWindow sv 1,
              MDActivationDelay sv 1, MDExternalAccountBinding sv 1-2, MDRetryDelay sv 1, MDRetryFailover sv 1,
              MDMatchNames sv 1, MDInitialDelay sv 1, MDCheckInterval sv 1, MDProfile sv 1, MDProfileMandatory sv 1
            """),
        new(
            KnownVerdict.Refused,
            "Requests without TLS would no longer be sent to https",
            "Redirect to https in the host application, then remove the line",
            """
            mod_md: MDRequireHttps svh 1
            """,
            "off"),
        new(
            KnownVerdict.Refused,
            "Clients would no longer have to show a certificate",
            "Ask for client certificates in the host application, then remove the line",
            """
            mod_ssl: SSLVerifyClient svldh 1
            """,
            "none"),
        new(
            KnownVerdict.Ignored,
            "It is a setting for client certificates, which SSLVerifyClient asks for",
            "",
            """
            mod_ssl: SSLVerifyDepth svldh 1, SSLCACertificatePath svldh 1, SSLCACertificateFile svldh 1,
              SSLCADNRequestPath sv 1, SSLCADNRequestFile sv 1, SSLCARevocationPath sv 1, SSLCARevocationFile sv 1,
              SSLCARevocationCheck sv *, SSLOCSPEnable sv *, SSLOCSPDefaultResponder sv 1, SSLOCSPOverrideResponder sv flag,
              SSLOCSPResponseTimeSkew sv 1, SSLOCSPResponseMaxAge sv 1, SSLOCSPResponderTimeout sv 1,
              SSLOCSPUseRequestNonce sv flag, SSLOCSPProxyURL sv 1, SSLOCSPNoVerify sv flag,
              SSLOCSPResponderCertificateFile sv 1
            """),
        new(
            KnownVerdict.Refused,
            "Requests without TLS would be let in",
            "Write Require ssl",
            """
            mod_ssl: SSLRequireSSL ldh 0
            """),
        new(
            KnownVerdict.Refused,
            "Clients without a server name in TLS would no longer be refused",
            "Refuse them in the TLS settings of the host application, then remove the line",
            """
            mod_ssl: SSLStrictSNIVHostCheck sv flag
            mod_tls: TLSStrictSNI s flag
            """,
            "off"),
        new(
            KnownVerdict.Refused,
            "It makes a client known by its certificate or password, and nobody is known here",
            "Authenticate in the host application, then remove the line",
            """
            mod_ssl: SSLUserName svldh 1, SSLSRPVerifierFile sv 1, SSLSRPUnknownUserSeed sv 1
            """),
        new(
            KnownVerdict.Refused,
            "A client would be known by his certificate as if by a password, and nobody is known here",
            "Remove FakeBasicAuth and authenticate in the host application",
            """
            mod_ssl: SSLOptions svldh *
            """,
            "StdEnvVars ExportCertData ExportBothCertData LegacyDNStringFormat CompatEnvVars OptRenegotiate StrictRequire None"),
        new(
            KnownVerdict.Ignored,
            "A member whose URL says https is reached with TLS, and its certificate and name are checked",
            "Trust a private authority, or allow one member to be insecure, in the host application",
            """
            mod_ssl: SSLProxyEngine sv flag, SSLProxyVerify sv 1, SSLProxyVerifyDepth sv 1, SSLProxyCheckPeerExpire sv flag,
              SSLProxyCheckPeerCN sv flag, SSLProxyCheckPeerName sv flag
            mod_tls: TLSProxyEngine svl flag
            """),
        new(
            KnownVerdict.Refused,
            "Members with a withdrawn certificate would be trusted",
            "Check for withdrawn certificates in the transport of the host application, then remove the line",
            """
            mod_ssl: SSLProxyCARevocationCheck sv *
            """,
            "none"),
        new(
            KnownVerdict.Ignored,
            "Certificates, versions and ciphers towards members are chosen in the transport of the host application",
            "Without them a member that needs them refuses the connection",
            """
            mod_ssl: SSLProxyProtocol sv *, SSLProxyCipherSuite sv 1-2, SSLProxyCACertificateFile sv 1,
              SSLProxyCACertificatePath sv 1, SSLProxyCARevocationPath sv 1, SSLProxyCARevocationFile sv 1,
              SSLProxyMachineCertificateFile sv 1, SSLProxyMachineCertificatePath sv 1, SSLProxyMachineCertificateChainFile sv 1
            mod_tls: TLSProxyCA svl 1, TLSProxyCiphersPrefer svl 1+, TLSProxyCiphersSuppress svl 1+,
              TLSProxyMachineCertificate svl 1-2, TLSProxyProtocol svl 1
            """),
    ];
}
