namespace Balancing.HttpdConf.Exporting;

/// <summary>Which parts a header rule has (mod_headers.c: header_inout_cmd).</summary>
internal static class HeaderShapes
{
    public const string Broken = "the rule lacks a part, or has one too many; it is left out";

    /// <summary>True when the rule has just the parts that its action takes.</summary>
    public static bool IsWhole(HeaderRuleOptions options) =>
        Enum.IsDefined(options.Action)
        && options.Value is null == options.Action is HeaderAction.Unset or HeaderAction.Echo
        && options.Pattern is null != options.Action is HeaderAction.Edit or HeaderAction.EditAll;
}
