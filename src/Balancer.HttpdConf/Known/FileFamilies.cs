namespace Balancing.HttpdConf.Known;

/// <summary>Files on disk and programs that are started.</summary>
internal static class FileFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Ignored,
            "A request that is proxied never meets a file on disk, so nothing in this section concerns it",
            "",
            """
            core: <Directory> sv *, <DirectoryMatch> sv *, <Files> svldh *, <FilesMatch> svldh *
            """),
        new(
            KnownVerdict.Ignored,
            "Files on disk are not served here",
            "",
            """
            core: DocumentRoot sv 1, Options svldh *, AllowOverride ld *, AllowOverrideList ld *, AccessFileName sv *,
              AcceptPathInfo svldh 1, EnableMMAP svldh 1, EnableSendfile svldh 1, FileETag svldh *, ContentDigest svldh flag,
              DefaultType svldh 1, ForceType svldh 1
            mod_file_cache: CacheFile sv 1+, MMapFile sv 1+
            mod_alias: Alias svl 1-2, AliasMatch sv 2, AliasPreservePath svldh flag
            mod_userdir: UserDir sv *
            mod_vhost_alias: VirtualScriptAlias sv 1, VirtualDocumentRoot sv 1, VirtualScriptAliasIP sv 1,
              VirtualDocumentRootIP sv 1
            mod_autoindex: AddIcon svldh 2+, AddIconByType svldh 2+, AddIconByEncoding svldh 2+, AddAlt svldh 2+,
              AddAltByType svldh 2+, AddAltByEncoding svldh 2+, AddDescription svldh 2+, DefaultIcon svldh 1,
              FancyIndexing svldh *, HeaderName svldh 1, ReadmeName svldh 1, IndexOptions svldh *, IndexOrderDefault svldh 2,
              IndexIgnore svldh 1+, IndexIgnoreReset svldh flag, IndexStyleSheet svldh 1, IndexHeadInsert svldh 1
            mod_dir: FallbackResource svldh 1, DirectoryIndex svldh *, DirectorySlash svldh flag,
              DirectoryCheckHandler svldh flag, DirectoryIndexRedirect svldh 1
            mod_speling: CheckSpelling svldh flag, CheckCaseOnly svldh flag, CheckBasenameMatch svldh flag
            mod_mime: AddCharset svldh 2+, AddEncoding svldh 2+, AddHandler svldh 2+, AddLanguage svldh 2+, AddType svldh 2+,
              DefaultLanguage svldh 1, MultiviewsMatch svdh 1+, RemoveCharset svldh 1+, RemoveEncoding svldh 1+,
              RemoveHandler svldh 1+, RemoveInputFilter svldh 1+, RemoveLanguage svldh 1+, RemoveOutputFilter svldh 1+,
              RemoveType svldh 1+, TypesConfig sv 1, ModMimeUsePathInfo ld flag
            mod_mime_magic: MimeMagicFile sv 1
            mod_negotiation: CacheNegotiatedDocs sv flag, LanguagePriority svldh 1+, ForceLanguagePriority svldh 1+
            mod_cern_meta: MetaFiles svldh flag, MetaDir svldh 1, MetaSuffix svldh 1
            mod_imagemap: ImapMenu svldh 1, ImapDefault svldh 1, ImapBase svldh 1
            mod_dav: DAV ld 1, DAVBasePath ld 1, DAVMinTimeout svld 1, DAVDepthInfinity svld flag, DAVLockDiscovery svld flag
            mod_dav_fs: DAVLockDB sv 1
            mod_dav_lock: DAVGenericLockDB ld 1
            """),
        new(
            KnownVerdict.Ignored,
            "No programs are run here, and no pages with instructions in them",
            "",
            """
            mod_actions: Action svldh 2-3, Script svld 2
            mod_alias: ScriptAlias svl 1-2, ScriptAliasMatch sv 2
            mod_cgi: ScriptLog sv 1, ScriptLogLength sv 1, ScriptLogBuffer sv 1, CGIScriptTimeout svld 1
            mod_cgid: ScriptSock s 1, CGIDScriptTimeout svld 1
            core: CGIPassAuth ldh flag, CGIVar svldh 2, QualifyRedirectURL svldh flag, RLimitCPU svldh 1-2, RLimitMEM svldh 1-2,
              RLimitNPROC svldh 1-2
            httpd_2_2: CGIMapExtension svldh 2, ScriptInterpreterSource svldh 1, SSIAccessEnable ldh flag
            mod_isapi: ISAPIAppendLogToErrors svldh flag, ISAPIAppendLogToQuery svldh flag, ISAPICacheFile sv 1+,
              ISAPIFakeAsync svldh flag, ISAPILogNotSupported svldh flag, ISAPIReadAheadBuffer svldh 1
            mod_include: XBitHack svldh 1, SSIErrorMsg svldh 1, SSITimeFormat svldh 1, SSIStartTag sv 1, SSIEndTag sv 1,
              SSIUndefinedEcho svldh 1, SSILegacyExprParser ldh flag, SSILastModified ldh flag, SSIEtag ldh flag
            """),
    ];
}
