namespace Balancing.HttpdConf.Known;

/// <summary>Sites, sections, rewriting, variables and header fields.</summary>
internal static class RoutingFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Imported,
            "It is imported, or the importer says why not",
            "",
            """
            core: <VirtualHost> s *, <Location> sv *, <LocationMatch> sv *, ServerName sv 1, ServerAlias v *,
              UseCanonicalName svld 1, AllowEncodedSlashes sv 1, MergeSlashes sv flag, SetHandler svldh 1
            mod_rewrite: RewriteEngine svldh flag, RewriteOptions svldh 1+, RewriteCond svldh *, RewriteRule svldh *
            mod_headers: Header svldh *, RequestHeader svldh *
            mod_env: SetEnv svldh 1-2
            mod_setenvif: SetEnvIf svldh *, SetEnvIfNoCase svldh *, BrowserMatch svldh *, BrowserMatchNoCase svldh *
            """),
        new(
            KnownVerdict.Refused,
            "The rules that ask the map would not do what they say, because no files or programs are asked here",
            "Write what the map says as rules, then remove the line",
            """
            mod_rewrite: RewriteMap sv 2-3
            """),
        new(
            KnownVerdict.Ignored,
            "It counts for rules in directories only, and files on disk are not served here",
            "",
            """
            mod_rewrite: RewriteBase svldh 1
            """),
        new(
            KnownVerdict.RefusedInSections,
            "A redirect comes before the proxy in a section, and elsewhere only where no ProxyPass maps the path",
            "Redirect in the host application, or write RewriteRule with the flag R",
            """
            mod_alias: Redirect svldh 1-3, RedirectMatch svldh 2-3, RedirectTemp svldh 2, RedirectPermanent svldh 2
            """),
        new(
            KnownVerdict.Ignored,
            "It is a setting of Redirect",
            "",
            """
            mod_alias: RedirectRelative svldh flag
            """),
        new(
            KnownVerdict.Refused,
            "A site would no longer be chosen by the beginning of the path",
            "Write Location sections, then remove the line",
            """
            core: ServerPath sv 1
            """),
        new(
            KnownVerdict.Ignored,
            "The URLs we make take the port of the request",
            "",
            """
            core: UseCanonicalPhysicalPort svld 1
            """),
        new(
            KnownVerdict.Refused,
            "Patterns would match other texts than in httpd",
            "Write the options into the patterns, such as (?s), then remove the line",
            """
            core: RegexDefaultOptions s *
            """,
            "DOTALL DOLLAR_ENDONLY"),
        new(
            KnownVerdict.Refused,
            "Expressions on a request cannot be evaluated here",
            "Write SetEnvIf with a pattern",
            """
            mod_setenvif: SetEnvIfExpr svldh *
            """),
        new(
            KnownVerdict.Refused,
            "A variable that was set would stay set",
            "Remove the line that sets it, then this one",
            """
            mod_env: UnsetEnv svldh 1+
            """),
        new(
            KnownVerdict.Ignored,
            "The environment of the process is not read here",
            "Write SetEnv with the value",
            """
            mod_env: PassEnv svldh 1+
            """),
    ];
}
