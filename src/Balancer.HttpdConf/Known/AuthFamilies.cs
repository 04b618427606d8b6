namespace Balancing.HttpdConf.Known;

/// <summary>Who a client is, and what he may.</summary>
internal static class AuthFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Imported,
            "It is imported, or the importer says why not",
            "",
            """
            mod_authz_core: Require ldh *, <RequireAll> ldh *, <RequireAny> ldh *, <RequireNone> ldh *
            mod_access_compat: Order ldh 1, Allow ldh 2+, Deny ldh 2+, Satisfy ldh 1
            """),
        new(
            KnownVerdict.Refused,
            "Nobody is known by name here, so what needs a name would stand open",
            "Authenticate in the host application, which comes before the proxy, then remove the line",
            """
            mod_authn_core: AuthType ldh 1, AuthName ldh 1, <AuthnProviderAlias> sv *
            mod_auth_basic: AuthBasicProvider ldh 1+, AuthBasicAuthoritative ldh flag, AuthBasicFake ldh 1-2,
              AuthBasicUseDigestAlgorithm ldh 1
            mod_auth_digest: AuthDigestProvider ldh 1+, AuthDigestQop ldh 1+, AuthDigestNonceLifetime ldh 1,
              AuthDigestNcCheck ldh flag, AuthDigestAlgorithm ldh 1, AuthDigestDomain ldh 1+, AuthDigestShmemSize sv 1
            httpd_2_2: AuthDigestNonceFormat ldh 1, AuthzDBMAuthoritative ldh flag, AuthLDAPAuthzEnabled ldh flag,
              AuthDefaultAuthoritative ldh flag, AuthzDefaultAuthoritative ldh flag, AuthzGroupFileAuthoritative ldh flag,
              AuthzUserAuthoritative ldh flag, AuthzOwnerAuthoritative ldh flag, AuthzLDAPAuthoritative ldh flag,
              AuthAuthoritative ldh flag
            mod_auth_form: AuthFormProvider ldh 1+, AuthFormUsername ldh 1, AuthFormPassword ldh 1, AuthFormLocation ldh 1,
              AuthFormMethod ldh 1, AuthFormMimetype ldh 1, AuthFormBody ldh 1, AuthFormSize ld 1,
              AuthFormLoginRequiredLocation ldh 1, AuthFormLoginSuccessLocation ldh 1, AuthFormLogoutLocation ldh 1,
              AuthFormSitePassphrase ldh 1, AuthFormAuthoritative ldh flag, AuthFormFakeBasicAuth ldh flag,
              AuthFormDisableNoStore ldh flag
            mod_authn_file: AuthUserFile ldh 1
            mod_authz_groupfile: AuthGroupFile ldh 1
            mod_authn_dbm: AuthDBMUserFile ldh 1, AuthDBMType ldh 1
            mod_authz_dbm: AuthDBMGroupFile ldh 1, AuthzDBMType ldh 1
            mod_authn_dbd: AuthDBDUserPWQuery ld 1, AuthDBDUserRealmQuery ld 1
            mod_authz_dbd: AuthzDBDLoginToReferer ld flag, AuthzDBDQuery ld 1, AuthzDBDRedirectQuery ld 1
            mod_authnz_ldap: AuthLDAPURL ldh 1-2, AuthLDAPBindDN ldh 1, AuthLDAPBindPassword ldh 1,
              AuthLDAPBindAuthoritative ldh flag, AuthLDAPRemoteUserIsDN ldh flag, AuthLDAPRemoteUserAttribute ldh 1,
              AuthLDAPCompareDNOnServer ldh flag, AuthLDAPSubGroupAttribute ldh 1+, AuthLDAPSubGroupClass ldh 1+,
              AuthLDAPMaxSubGroupDepth ldh 1, AuthLDAPGroupAttribute ldh 1+, AuthLDAPGroupAttributeIsDN ldh flag,
              AuthLDAPDereferenceAliases ldh 1, AuthLDAPCharsetConfig sv 1, AuthLDAPAuthorizePrefix ldh 1,
              AuthLDAPInitialBindAsUser ldh flag, AuthLDAPInitialBindPattern ldh 2, AuthLDAPSearchAsUser ldh flag,
              AuthLDAPCompareAsUser ldh flag
            mod_authnz_fcgi: AuthnzFcgiDefineProvider s *, AuthnzFcgiCheckAuthnProvider svldh *
            mod_authn_anon: Anonymous ldh 1+, Anonymous_MustGiveEmail ldh flag, Anonymous_NoUserId ldh flag,
              Anonymous_VerifyEmail ldh flag, Anonymous_LogEmail ldh flag
            mod_authz_core: <AuthzProviderAlias> sv *
            """,
            "None Off"),
        new(
            KnownVerdict.Refused,
            "Access rules of sections would combine in another way",
            "Write all rules of a section into that section, then remove the line",
            """
            mod_authz_core: AuthMerging ldh 1
            """,
            "off"),
        new(
            KnownVerdict.Ignored,
            "It chooses between two statuses of a refusal",
            "",
            """
            mod_authz_core: AuthzSendForbiddenOnFailure ldh flag
            """),
        new(
            KnownVerdict.Refused,
            "Methods that httpd refuses would be forwarded",
            "Write Require method with the same names",
            """
            mod_allowmethods: AllowMethods ld *
            """,
            "reset"),
        new(
            KnownVerdict.Refused,
            "Rules for some methods only cannot be imported, and without them others may ask",
            "Write the methods into an access rule: Require method GET POST",
            """
            core: <Limit> ldh *, <LimitExcept> ldh *
            """),
        new(
            KnownVerdict.Refused,
            "Rules on a condition cannot be imported, and without them others may ask",
            "Use Location sections and SetEnvIf with Require env",
            """
            core: <If> svldh *, <ElseIf> svldh *, <Else> svldh *
            """),
        new(
            KnownVerdict.Refused,
            "Rules on an expression cannot be imported, and without them others may ask",
            "Use Require lines",
            """
            mod_ssl: SSLRequire ldh *
            """),
        new(
            KnownVerdict.Refused,
            "The client would be the proxy in front of us, for access rules and for X-Forwarded-For",
            "Take the address from the header in the host application (forwarded headers with known proxies), then remove the line",
            """
            mod_remoteip: RemoteIPHeader sv 1, RemoteIPProxiesHeader sv 1, RemoteIPTrustedProxy sv 1+,
              RemoteIPInternalProxy sv 1+, RemoteIPTrustedProxyList sv 1, RemoteIPInternalProxyList sv 1,
              RemoteIPProxyProtocol sv flag, RemoteIPProxyProtocolExceptions sv *
            """),
        new(
            KnownVerdict.Refused,
            "Sessions of httpd are not kept here, and they may say who a client is",
            "Keep sessions in the host application or in the members, then remove the line",
            """
            mod_session: Session svldh flag
            """,
            "off"),
        new(
            KnownVerdict.Ignored,
            "It is a setting of sessions, which the directive Session turns on",
            "",
            """
            mod_session: SessionMaxAge svldh 1, SessionHeader svldh 1, SessionEnv svldh flag, SessionInclude svldh 1,
              SessionExclude svldh 1, SessionExpiryUpdateInterval svldh 1
            mod_session_cookie: SessionCookieName svldh *, SessionCookieName2 svldh *, SessionCookieRemove svldh flag
            mod_session_crypto: SessionCryptoPassphrase svldh 1+, SessionCryptoPassphraseFile svld 1,
              SessionCryptoCipher svldh 1, SessionCryptoDriver s *
            mod_session_dbd: SessionDBDSelectLabel svldh 1, SessionDBDInsertLabel svldh 1, SessionDBDUpdateLabel svldh 1,
              SessionDBDDeleteLabel svldh 1, SessionDBDPerUser svldh flag, SessionDBDCookieRemove svldh flag,
              SessionDBDCookieName svldh 1+, SessionDBDCookieName2 svldh 1+
            """),
        new(
            KnownVerdict.Refused,
            "A program in Lua decides here about requests",
            "Write it as middleware of the host application, then remove the line",
            """
            mod_lua: LuaHookPreTranslateName svldh 2, LuaHookTranslateName svlh 2-3, LuaHookFixups svldh 2,
              LuaHookMapToStorage svldh 2, LuaHookCheckUserID svldh 2-3, LuaHookTypeChecker svldh 2,
              LuaHookAccessChecker svldh 2-3, LuaHookAuthChecker svldh 2-3, LuaHookInsertFilter svldh 2, LuaHookLog svldh 2,
              <LuaHookPreTranslateName> svldh *, <LuaHookTranslateName> svldh *, <LuaHookFixups> svldh *,
              <LuaHookMapToStorage> svldh *, <LuaHookCheckUserID> svldh *, <LuaHookTypeChecker> svldh *,
              <LuaHookAccessChecker> svldh *, <LuaHookAuthChecker> svldh *, LuaQuickHandler svlh 2, <LuaQuickHandler> svldh *,
              LuaMapHandler svlh 2-3, LuaAuthzProvider sv 3
            """),
        new(
            KnownVerdict.Ignored,
            "No Lua is run here",
            "",
            """
            mod_lua: LuaRoot svldh 1, LuaPackagePath svldh 1, LuaPackageCPath svldh 1, LuaScope svldh 1-3, LuaInherit svldh 1,
              LuaCodeCache svldh 1, Lua_____ByteCodeHack svldh *
            """),
        new(
            KnownVerdict.Ignored,
            "Only modules that look users or sessions up need it",
            "",
            """
            mod_dbd: DBDriver sv 1, DBDParams sv 1, DBDPersist sv flag, DBDPrepareSQL sv 1-2, DBDInitSQL sv 1, DBDMin sv 1,
              DBDKeep sv 1, DBDMax sv 1, DBDExptime sv 1
            util_ldap: LDAPSharedCacheSize s 1, LDAPSharedCacheFile s 1, LDAPCacheEntries s 1, LDAPCacheTTL s 1,
              LDAPOpCacheEntries s 1, LDAPOpCacheTTL s 1, LDAPTrustedGlobalCert sv 1-2, LDAPTrustedClientCert ldh 1-3,
              LDAPTrustedMode sv 1, LDAPVerifyServerCert s flag, LDAPConnectionTimeout s 1, LDAPReferrals ldh 1,
              LDAPReferralHopLimit ldh 1, LDAPLibraryDebug s 1, LDAPTimeout s 1, LDAPConnectionPoolTTL sv 1, LDAPRetries s 1,
              LDAPRetryDelay s 1
            mod_authn_socache: AuthnCacheSOCache s 1, AuthnCacheEnable s *, AuthnCacheProvideFor ldh 1+,
              AuthnCacheTimeout ldh 1, AuthnCacheContext ld 1
            """),
    ];
}
