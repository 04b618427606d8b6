namespace Balancing.HttpdConf.Known;

/// <summary>What acts while the text is read.</summary>
internal static class ReadingFamilies
{
    public static readonly KnownFamily[] All =
    [
        new(
            KnownVerdict.Imported,
            "It acts while the text is read",
            "",
            """
            core: Include svld 1, IncludeOptional svld 1, Define svld 1-2, UnDefine svld 1, Error svldh *, <IfDefine> svldh *,
              <IfModule> svldh *, <IfFile> svldh *, <IfDirective> svldh *, <IfSection> svldh *, ServerRoot sv 1
            mod_version: <IfVersion> svldh *
            mod_so: LoadModule sv 2, LoadFile sv 1+
            mod_macro: <Macro> svldh *, Use svldh *, UndefMacro svldh 1, MacroIgnoreEmptyArgs svldh 0,
              MacroIgnoreBadNesting svldh 0
            """),
        new(
            KnownVerdict.Ignored,
            "There is no use for it in httpd 2 either",
            "",
            """
            httpd_2_2: ClearModuleList s 0, AddModule s 1+, ServerType s 1
            """),
    ];
}
