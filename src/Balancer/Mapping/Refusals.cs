namespace Balancing.Mapping;

/// <summary>Why the map refuses a request: one shared instance per reason, fixed texts (R36).</summary>
internal static class Refusals
{
    public static readonly Refusal EmptyTarget = Refusal.Malformed("EmptyTarget", 400, "the request target is empty");

    public static readonly Refusal NotOriginForm =
        Refusal.Malformed("NotOriginForm", 400, "the request target is neither a path nor a URL of this site (R32)");

    public static readonly Refusal Misdirected =
        Refusal.Malformed("Misdirected", 421, "the request target has another scheme than the connection (RFC 9110 §7.4)");

    public static readonly Refusal TooLong = Refusal.Malformed("TargetTooLong", 414, "the request target is too long");

    public static readonly Refusal BadCharacter =
        Refusal.Malformed("BadCharacter", 400, "the request target holds a character that must be percent-encoded (R21)");

    public static readonly Refusal BadEscape = Refusal.Malformed("BadEscape", 400, "the path holds a malformed percent-encoding (R21)");

    public static readonly Refusal EncodedControl =
        Refusal.Malformed("EncodedControl", 400, "the path holds an encoded control character (R21)");

    public static readonly Refusal BadUtf8 = Refusal.Malformed("BadUtf8", 400, "the path is not valid UTF-8 after decoding (R21)");

    public static readonly Refusal EncodedSlash =
        Refusal.Malformed("EncodedSlash", 404, "the path holds an encoded slash (httpd: AllowEncodedSlashes Off)");

    public static readonly Refusal EncodedBackslash =
        Refusal.Malformed("EncodedBackslash", 400, "the path holds an encoded backslash (R22)");

    public static readonly Refusal AboveRoot = Refusal.Malformed("AboveRoot", 400, "the path climbs above the root (R23)");

    public static readonly Refusal AmbiguousDots =
        Refusal.Malformed("AmbiguousDots", 400, "the path hides a dot segment behind parameters or a second encoding (R23)");

    public static readonly Refusal PatternTimeout =
        Refusal.Malformed("PatternTimeout", 500, "a pattern took too long; that is never taken for a miss (R30)");

    public static readonly Refusal UnsafeTarget =
        Refusal.Malformed("UnsafeTarget", 400, "the substituted path would leave its target or is no path (R23, R28)");

    public static readonly Refusal UnsafeNoEscape =
        Refusal.Malformed("UnsafeNoEscape", 403, "a noescape rule took a character that must not be sent as it is (R28)");

    public static readonly Refusal TargetTooLong = Refusal.Malformed("SubstitutionTooLong", 414, "the substituted path is too long (R29)");

    public static readonly Refusal Forbidden = Refusal.Malformed("Forbidden", 403, "a RewriteRule forbids this request (httpd: F)");

    public static readonly Refusal Gone = Refusal.Malformed("Gone", 410, "a RewriteRule says this is gone (httpd: G)");

    public static readonly Refusal TooManyRounds =
        Refusal.Malformed("TooManyRounds", 500, "a RewriteRule started the rules over too often (httpd: N, R29)");

    public static readonly Refusal BadRedirect =
        Refusal.Malformed("BadRedirect", 400, "the redirect of a RewriteRule has no valid scheme and host for this request (R19)");

    /// <summary>A rule that ends the request with a status of its own.</summary>
    public static Refusal Ended(int status) => Refusal.Malformed("Ended", status, "a RewriteRule ends this request with this status (httpd: R)");
}
