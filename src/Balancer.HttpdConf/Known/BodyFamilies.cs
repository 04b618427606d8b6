namespace Balancing.HttpdConf.Known;

/// <summary>What looks into bodies, keeps them, or dresses them.</summary>
internal static class BodyFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Refused,
            "What it does to bodies would not be done",
            "Let the member do it, then remove the line",
            """
            mod_substitute: Substitute svldh 1
            mod_sed: OutputSed ld 1, InputSed ld 1
            mod_lua: LuaOutputFilter svlh 3, LuaInputFilter svlh 3
            """),
        new(
            KnownVerdict.Refused,
            "Links in pages would lead where they led before",
            "Let the member write links as clients need them, then remove the line",
            """
            mod_proxy_html: ProxyHTMLEnable svld flag
            """,
            "off"),
        new(
            KnownVerdict.Refused,
            "What it does to bodies would not be done",
            "Let the member do it, then remove the line",
            """
            core: SetOutputFilter svldh 1, SetInputFilter svldh 1
            mod_mime: AddOutputFilter svldh 2+, AddInputFilter svldh 2+
            mod_filter: AddOutputFilterByType svldh 2+
            """,
            "DEFLATE INFLATE BROTLI_COMPRESS BUFFER CACHE CHARSET XML2ENC INCLUDES */* .*"),
        new(
            KnownVerdict.Ignored,
            "It is a setting of a filter, and bodies pass through unchanged",
            "",
            """
            mod_filter: FilterDeclare svldh 1-2, FilterProvider svldh 3, FilterChain svldh 1+, FilterTrace svld 2,
              FilterProtocol svldh 2-3
            mod_ext_filter: ExtFilterOptions ld 1+, ExtFilterDefine sv *
            mod_substitute: SubstituteMaxLineLength svldh 1, SubstituteInheritBefore svldh flag
            mod_proxy_html: ProxyHTMLEvents svld 1+, ProxyHTMLLinks svld 2+, ProxyHTMLURLMap svld *, ProxyHTMLDoctype svld 1-2,
              ProxyHTMLFixups svld 1+, ProxyHTMLMeta svld flag, ProxyHTMLInterp svld flag, ProxyHTMLExtended svld flag,
              ProxyHTMLStripComments svld flag, ProxyHTMLBufSize svld 1, ProxyHTMLCharsetOut svld 1
            mod_reflector: ReflectorHeader svldh 1-2
            mod_charset_lite: CharsetSourceEnc svldh 1, CharsetDefault svldh 1, CharsetOptions svldh 1+
            mod_xml2enc: xml2EncDefault svldh 1, xml2EncAlias s 2+, xml2StartParse svldh 1+
            httpd_2_2: CaseFilter svld flag, CaseFilterIn svld flag
            mod_buffer: BufferSize ld 1
            """),
        new(
            KnownVerdict.Ignored,
            "Compression is the business of the host application or of the members",
            "",
            """
            mod_deflate: DeflateFilterNote sv 1-2, DeflateWindowSize sv 1, DeflateBufferSize sv 1, DeflateMemLevel sv 1,
              DeflateCompressionLevel sv 1, DeflateInflateLimitRequestBody svldh 1, DeflateInflateRatioLimit svldh 1,
              DeflateInflateRatioBurst svldh 1, DeflateAlterEtag sv 1
            mod_brotli: BrotliFilterNote sv 1-2, BrotliCompressionQuality sv 1, BrotliCompressionWindow sv 1,
              BrotliCompressionMaxInputBlock sv 1, BrotliAlterETag sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "Responses are not kept here",
            "",
            """
            mod_cache: CacheEnable svl 1-2, CacheDisable svl 1, CacheMaxExpire svld 1, CacheMinExpire svld 1,
              CacheDefaultExpire svld 1, CacheQuickHandler sv flag, CacheIgnoreNoLastMod svld flag,
              CacheIgnoreCacheControl sv flag, CacheStoreExpired svld flag, CacheStorePrivate svld flag,
              CacheStoreNoStore svld flag, CacheIgnoreHeaders sv 1+, CacheIgnoreQueryString sv flag,
              CacheIgnoreURLSessionIdentifiers sv 1+, CacheLastModifiedFactor svld 1, CacheLock sv flag, CacheLockPath sv 1,
              CacheLockMaxAge sv 1, CacheHeader svld flag, CacheDetailHeader svld flag, CacheKeyBaseURL sv 1,
              CacheStaleOnError svld flag
            mod_cache_disk: CacheRoot sv 1, CacheDirLevels sv 1, CacheDirLength sv 1, CacheMinFileSize svld 1,
              CacheMaxFileSize svld 1, CacheReadSize svld 1, CacheReadTime svld 1
            mod_cache_socache: CacheSocache sv 1, CacheSocacheMaxTime svld 1, CacheSocacheMinTime svld 1,
              CacheSocacheMaxSize svld 1, CacheSocacheReadSize svld 1, CacheSocacheReadTime svld 1
            httpd_2_2: MCacheMaxObjectCount sv 1, MCacheMaxObjectSize sv 1, MCacheMaxStreamingBuffer sv 1,
              MCacheMinObjectSize sv 1, MCacheRemovalAlgorithm sv 1, MCacheSize sv 1
            mod_socache_memcache: MemcacheConnTTL sv 1
            mod_socache_redis: RedisConnPoolTTL sv 1, RedisTimeout sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "Character set and expiry of a response are what the member says",
            "",
            """
            core: AddDefaultCharset svldh 1
            mod_expires: ExpiresActive svldh flag, ExpiresByType svldh 2, ExpiresDefault svldh 1
            """),
    ];
}
