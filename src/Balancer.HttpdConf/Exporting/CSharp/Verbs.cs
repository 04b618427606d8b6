using Balancing.HttpdConf.Exporting.Tables;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>Options as calls: the verb is named as the option, unless a line here says otherwise.</summary>
internal static class Verbs
{
    private static readonly Dictionary<string, Func<object, Call>> Unusual = new(StringComparer.Ordinal)
    {
        ["LbMethod"] = value => new Call("LbMethod", Method((string)value)),
        ["StickySession"] = value => new Call("StickySession", Session((string)value)),
        ["StickySessionSep"] = value => new Call("StickySessionSep", value is string { Length: 1 } text ? Literal.Of(text[0]) : Literal.Of(value)),
        ["Status"] = value => Status((string)value),
        ["Addresses"] = value => new Call("VirtualHost", Literal.Of(value)),
        ["Handler"] = value => new Call("SetHandler", Literal.Of(value)),
        ["ProxyErrorOverrideStatus"] = value => new Call("ProxyErrorOverride", Literal.Of(value)),
    };

    /// <summary>The calls of a table.</summary>
    public static IEnumerable<Call> Of<T>(T options, Option<T>[] table)
    {
        foreach (var option in table)
        {
            if (option.Said(options) is { } value)
            {
                yield return Unusual.TryGetValue(option.Name, out var unusual) ? unusual(value) : Usual(option.Name, value);
            }
        }
    }

    private static Call Usual(string name, object value) => value switch
    {
        true => new Call(name),
        System.Collections.ICollection { Count: 0 } => new Call(name),
        _ => new Call(name, Literal.Of(value)),
    };

    private static string Method(string name) => name switch
    {
        "byrequests" => "ByRequests",
        "bytraffic" => "ByTraffic",
        "bybusyness" => "ByBusyness",
        "heartbeat" => "LbMethods.Heartbeat", // a type has that name, too
        _ => Literal.Of(name),
    };

    private static string[] Session(string names)
    {
        var bar = names.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? [Literal.Of(names)] : [Literal.Of(names[..bar]), $"path: {Literal.Of(names[(bar + 1)..])}"];
    }

    private static Call Status(string letters) => letters.ToUpperInvariant() switch
    {
        "+D" => new Call("Disabled"),
        "+S" => new Call("Stopped"),
        "+N" => new Call("Drain"),
        "+I" => new Call("IgnoreErrors"),
        "+H" => new Call("HotStandby"),
        "+R" => new Call("HotSpare"),
        "+E" => new Call("InError"),
        "+C" => new Call("HealthCheckFailed"),
        _ => new Call("Status", Literal.Of(letters)),
    };
}
