using System.Diagnostics;

namespace Balancing.AspNetCore;

/// <summary>
/// The lines by which a trace goes from one process to the next (W3C trace context and baggage), in the words of
/// <see cref="DistributedContextPropagator.Current"/>. Only where somebody listens.
/// </summary>
internal static class TraceContext
{
    private static readonly DistributedContextPropagator.PropagatorSetterCallback Setter = Set;
    private static readonly DistributedContextPropagator.PropagatorGetterCallback Getter = Get;

    /// <summary>Puts an activity in place of whatever the lines said before; the site's rules see the new lines.</summary>
    /// <param name="activity">The activity of an attempt.</param>
    /// <param name="lines">The client's lines.</param>
    public static void Write(Activity activity, IList<KeyValuePair<string, string>> lines)
    {
        var propagator = DistributedContextPropagator.Current;
        if (propagator.Fields.Count == 0)
        {
            return; // it says nothing, and so leaves what others said
        }

        foreach (var name in propagator.Fields)
        {
            Remove(lines, name);
        }

        propagator.Inject(activity, lines, Setter);
    }

    /// <summary>The client's context; none when it sent none, or no valid one.</summary>
    public static ActivityContext Parent(IList<KeyValuePair<string, string>> lines)
    {
        DistributedContextPropagator.Current.ExtractTraceIdAndState(lines, Getter, out var parent, out var state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }

    /// <summary>The client's baggage.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Baggage(IList<KeyValuePair<string, string>> lines) =>
        DistributedContextPropagator.Current.ExtractBaggage(lines, Getter) ?? [];

    private static void Set(object? carrier, string name, string value)
    {
        var lines = (IList<KeyValuePair<string, string>>)carrier!;
        Remove(lines, name);
        lines.Add(new(name, value));
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        (value, values) = (null, null);
        foreach (var line in (IList<KeyValuePair<string, string>>)carrier!)
        {
            if (line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = value is null ? line.Value : $"{value},{line.Value}"; // RFC 9110 §5.3; two of traceparent are none
            }
        }
    }

    private static void Remove(IList<KeyValuePair<string, string>> lines, string name)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (lines[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                lines.RemoveAt(i);
            }
        }
    }
}
