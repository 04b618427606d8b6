using System.Globalization;

namespace Balancing.RealHttpd.Tests.Acceptance;

/// <summary>Every parameter with values inside of its range, at its edges and outside of it.</summary>
internal static class ParameterValues
{
    private static readonly string[] Switches = ["On", "off", "ON", "1", "true", "", "onn"];
    private static readonly string[] Wholes = ["0", "1", "-1", "99", "100", "101", "1000", "1001", "007", "x", "5ms", "1.5", "", "+3", " 4"];
    private static readonly string[] Sizes = ["0", "1", "511", "512", "8192", "-1", "x", "512k"];
    private static readonly string[] Times =
        ["0", "1", "5", "-1", "1ms", "0ms", "100ms", "1s", "1mi", "1min", "1h", "1us", "1d", "1.5s", "x", "5x", "1500ms", ""];

    /// <summary>Parameters of a member.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfMember = new Dictionary<string, string[]>
    {
        ["loadfactor"] = ["1", "100", "1.5", "0.99", "0.5", "0", "101", "100.001", "100.01", "-1", "x", "2x", "1e1", ".5", ""],
        ["lbset"] = Wholes,
        ["retry"] = Wholes,
        ["min"] = Wholes,
        ["max"] = Wholes,
        ["smax"] = Wholes,
        ["ttl"] = Wholes,
        ["timeout"] = Wholes,
        ["acquire"] = Times,
        ["connectiontimeout"] = Times,
        ["ping"] = Times,
        ["addressttl"] = Times,
        ["disablereuse"] = Switches,
        ["enablereuse"] = Switches,
        ["keepalive"] = Switches,
        ["flushpackets"] = ["on", "off", "auto", "AUTO", "yes", ""],
        ["flushwait"] = Wholes,
        ["iobuffersize"] = Sizes,
        ["receivebuffersize"] = Sizes,
        ["responsefieldsize"] = Sizes,
        ["route"] = ["a", new('r', 63), new('r', 64), "a.b"],
        ["redirect"] = ["a", new('r', 63), new('r', 64)],
        ["status"] = ["+H", "-D", "D", "dsher", "+H-H+R", "ioc", "N", "X", "+", "", "+G", "U", "F", "D,S", "+ D"],
        ["upgrade"] = ["websocket", "ANY", "NONE", "", "websocket,foo", new('u', 15), new('u', 16), "*"],
        ["secret"] = ["s3cret", new('s', 63), new('s', 64)],
        ["nofailover"] = ["On"],
        ["stickysession"] = ["SID"],
        ["mapping"] = ["encoded"],
        ["unknown"] = ["1"],
    };

    /// <summary>Parameters of a balancer.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfBalancer = new Dictionary<string, string[]>
    {
        ["lbmethod"] = ["byrequests", "bytraffic", "bybusyness", "ByRequests", "random", "", "byrequests2"],
        ["maxattempts"] = Wholes,
        ["stickysession"] = ["SID", "SID|sid", "SID|", "a|b|c"],
        ["stickysessionsep"] = [".", "!", "Off", "off", "..", ":", "x"],
        ["scolonpathdelim"] = Switches,
        ["nofailover"] = Switches,
        ["forcerecovery"] = Switches,
        ["failontimeout"] = Switches,
        ["timeout"] = Wholes,
        ["failonstatus"] = ["500", "500,503", "500, 503", "99", "100", "599", "600", "x", "500,x", "", "500,", "500 503", "-500"],
        ["growth"] = Wholes,
        ["nonce"] = ["None", "abc", new('n', 36), new('n', 37)],
        ["loadfactor"] = ["5"],
        ["route"] = ["a"],
        ["unknown"] = ["1"],
    };

    private static readonly HashSet<string> Numeric = new(StringComparer.Ordinal)
    {
        "lbset", "retry", "min", "max", "smax", "ttl", "timeout", "flushwait", "iobuffersize", "receivebuffersize", "responsefieldsize",
        "maxattempts", "growth",
    };

    /// <summary>
    /// What we refuse whatever httpd says. D6: what is no number is one to httpd, that of its first digits. D3: names of sessions that
    /// match nothing. And flags that only the engine sets.
    /// </summary>
    public static bool WeRefuse(string key, string value) => key switch
    {
        "loadfactor" => !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        "failonstatus" => value.Split(',', ' ').All(code => code.Length == 0) || value.Split(',', ' ').Any(code => code.Length > 0 && !IsWhole(code)),
        "addressttl" => value.Length == 0,
        "stickysession" => value is "SID|" or "a|b|c",
        "status" => value is "+G" or "U" or "F",
        _ => Numeric.Contains(key) && !IsWhole(value),
    };

    private static bool IsWhole(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
