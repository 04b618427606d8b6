using System.Text;

namespace Balancing.HttpdConf.Exporting.CSharp;

/// <summary>One call of a chain: <c>.Member("http://a", m => m.Route("a"))</c>.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Arguments">The arguments, as C# writes them.</param>
internal sealed record Call(string Name, params string[] Arguments)
{
    /// <summary>Name of the lambda's parameter.</summary>
    public string Parameter { get; init; } = "";

    /// <summary>What the lambda, which is the last argument, calls; null for no lambda.</summary>
    public IReadOnlyList<Call>? Inner { get; init; }

    /// <summary>The name of the lambda's argument, where arguments before it are left out.</summary>
    public string InnerName { get; init; } = "";

    /// <summary>It stands on a line of its own: a member, a rule.</summary>
    public bool Alone { get; init; }

    /// <summary>On one line.</summary>
    public string Line => Open + string.Concat((Inner ?? []).Select(call => call.Line)) + ")";

    /// <summary>Up to the first call of the lambda.</summary>
    public string Open => $".{Name}({string.Join(", ", Inner is null ? Arguments : [.. Arguments, Lambda])}";

    private string Lambda => $"{(InnerName.Length == 0 ? "" : $"{InnerName}: ")}{Parameter} => {Parameter}";
}

/// <summary>A statement that is a chain of calls, laid out as a person does: what fits stands on one line.</summary>
internal static class Chain
{
    private const int Width = 120;
    private const string Step = "    ";

    /// <summary>The statement's lines.</summary>
    /// <param name="head">For example <c>Balancer foo = Balancer.Create("foo")</c>.</param>
    /// <param name="calls">The calls.</param>
    public static string Write(string head, IEnumerable<Call> calls)
    {
        var text = new StringBuilder(head);
        Write(text, [.. calls], Step);
        return text.Append(";\n").ToString();
    }

    private static void Write(StringBuilder text, IReadOnlyList<Call> calls, string indent)
    {
        var used = Width; // nothing may follow what stands above
        foreach (var call in calls)
        {
            var length = call.Line.Length;
            var fits = indent.Length + length <= Width;
            if (call.Alone || !fits || used + length > Width)
            {
                text.Append('\n').Append(indent);
                used = indent.Length;
            }

            if (fits || call.Inner is null)
            {
                text.Append(call.Line);
            }
            else
            {
                text.Append(call.Open);
                Write(text, call.Inner, indent + Step);
                text.Append(')');
            }

            used = call.Alone || !fits ? Width : used + length;
        }
    }
}
