namespace Balancing.Tests.Planning;

/// <summary>For each parameter a text that httpd takes, texts that we refuse, and a JSON value out of range.</summary>
internal static class ParameterSamples
{
    private static readonly string[] NotOnOff = ["1", "true", "", "yes"];
    private static readonly string[] NotSeconds = ["0", "-1", "5ms", "1.5", "", "x", "99999999999"];
    private static readonly string[] NotDuration = ["0", "-1", "5us", "1.5s", "5sec", "", "ms", "99999999999"];
    private static readonly string[] NotCount = ["-1", "1.5", "5x", "", "99999999999"];

    public static Dictionary<string, Sample> Member { get; } = new(StringComparer.Ordinal)
    {
        ["loadfactor"] = new("2.5", ["0.5", "0.999", "101", "100.01", "abc", "", "2.5x", " 2", "NaN", "1e400"], "0.5"),
        ["lbset"] = new("99", ["100", "-1", "1x", ""], "100"),
        ["route"] = new("n.a", [new string('r', 64), "a b", "a;b"], $"\"{new string('r', 64)}\""),
        ["redirect"] = new(new string('r', 63), [new string('r', 64), "a,b"], "\"a;b\""),
        ["status"] = new("+h-D", ["D,H", "X", "+", "++H", "H-", "+G", "U", "f"], "\"Q\""),
        ["retry"] = new("0", ["-1", "5ms", "1.5", ""], "\"-00:00:01\""),
        ["timeout"] = new("1", NotSeconds, "\"00:00:00\""),
        ["connectiontimeout"] = new("500ms", NotDuration, "\"00:00:00\""),
        ["ping"] = new("2", NotDuration, "\"-00:00:01\""),
        ["flushwait"] = new("1000", ["1001", "-1", "5ms"], "\"00:00:01.001\""),
        ["min"] = new("0", NotCount, "-1"),
        ["smax"] = new("5", NotCount, "-1"),
        ["max"] = new("0", NotCount, "-1"),
        ["ttl"] = new("60", NotSeconds, "\"00:00:00.5\""),
        ["acquire"] = new("250", NotDuration, "\"00:00:00\""),
        ["addressttl"] = new("-1", ["1500ms", "-2", "1d", ""], "\"00:00:01.5\""),
        ["disablereuse"] = new("On", NotOnOff),
        ["enablereuse"] = new("off", NotOnOff),
        ["keepalive"] = new("ON", NotOnOff),
        ["flushpackets"] = new("auto", ["maybe", "1", ""], "7"),
        ["iobuffersize"] = new("512", ["511", "-1", "8k"], "511"),
        ["receivebuffersize"] = new("0", ["1", "x"], "1"),
        ["responsefieldsize"] = new("1", ["-1", "1k"], "-1"),
        ["upgrade"] = new("ANY", [new string('u', 16)], $"\"{new string('u', 16)}\""),
        ["secret"] = new("s3cret", [new string('s', 64)], $"\"{new string('s', 64)}\""),
        ["flusher"] = new("flush", ["flush"]),
        ["hctemplate"] = new("ping", [new string('t', 64)], "\"unknown\""),
        ["hcmethod"] = new("get11", ["PUT", "", "11"], "99"),
        ["hcuri"] = new("/ping", [new string('u', 64), "/a b"], $"\"{new string('u', 64)}\""),
        ["hcinterval"] = new("100ms", ["99ms", "0", "-1", "1d"], "\"00:00:00.05\""),
        ["hcpasses"] = new("0", NotCount, "-1"),
        ["hcfails"] = new("2", NotCount, "-1"),
        ["hcexpr"] = new("%{REQUEST_STATUS} == 200", [""], "\"a\\u0001\""),
    };

    public static Dictionary<string, Sample> Balancer { get; } = new(StringComparer.Ordinal)
    {
        ["lbmethod"] = new("bytraffic", ["", new string('m', 16)], "\"BYTRAFFIC\""),
        ["maxattempts"] = new("0", NotCount, "-1"),
        ["stickysession"] = new("JSESSIONID|jsessionid", [new string('n', 64), "a|", "|b", "a|b|c", "a b"], $"\"{new string('n', 64)}\""),
        ["stickysessionsep"] = new("off", ["", "ab", " "], "\"..\""),
        ["scolonpathdelim"] = new("On", NotOnOff),
        ["nofailover"] = new("On", NotOnOff),
        ["timeout"] = new("10", NotSeconds, "\"00:00:00\""),
        ["failonstatus"] = new("500,503 599", ["99", "600", "", "5xx", "500;503"], "[ 600 ]"),
        ["failontimeout"] = new("On", NotOnOff),
        ["forcerecovery"] = new("Off", NotOnOff),
        ["growth"] = new("100", ["0", "101", "x"], "0"),
        ["nonce"] = new("abc", [new string('n', 37), "a b", ""], "\"a b\""),
    };

    public static Dictionary<string, Sample> Site { get; } = new(StringComparer.Ordinal)
    {
        ["ServerName"] = new("https://www.example.com:8443", ["a b", "www.example.com/x", ""]),
        ["ProxyPreserveHost"] = new("On", NotOnOff),
        ["ProxyAddHeaders"] = new("Off", NotOnOff),
        ["ProxyVia"] = new("full", ["maybe"]),
        ["TraceEnable"] = new("extended", ["maybe"]),
        ["ProxyMaxForwards"] = new("10", ["-1", "x"]),
        ["ProxyTimeout"] = new("30", NotSeconds),
        ["ProxySourceAddress"] = new("10.0.0.1", ["www.example.com"]),
        ["AllowEncodedSlashes"] = new("nodecode", ["1"]),
        ["MergeSlashes"] = new("Off", NotOnOff),
        ["UseCanonicalName"] = new("On", NotOnOff),
        ["ProxyPassInterpolateEnv"] = new("On", NotOnOff),
    };

    internal sealed record Sample(string Good, string[] Bad, string? Json = null);
}
