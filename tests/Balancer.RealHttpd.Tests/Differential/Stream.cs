using System.Globalization;
using System.Text;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>One to three requests on one connection.</summary>
internal sealed record Stream(int Number, IReadOnlyList<RequestPlan> Plans)
{
    public IReadOnlyList<RawRequest> Requests { get; } = [.. Plans.Select((plan, i) => plan.Make(Number, i == Plans.Count - 1))];

    public string Bytes { get; } = Write(Plans.Select((plan, i) => plan.Make(Number, i == Plans.Count - 1)));

    /// <summary>What was done to the requests up to this one: all of it may be the cause of what became of it.</summary>
    public IReadOnlyList<string> TraitsUpTo(int number) =>
        [.. Plans.Where(plan => plan.Number <= number).SelectMany(plan => plan.Mutations.Append(plan.Kind)).Distinct(StringComparer.Ordinal)];

    /// <summary>The same with something left out.</summary>
    public IEnumerable<Stream> Smaller()
    {
        for (var i = 0; i < Plans.Count; i++)
        {
            if (Plans.Count > 1)
            {
                yield return new Stream(Number, [.. Plans.Where((_, at) => at != i)]);
            }

            foreach (var mutation in Plans[i].Mutations)
            {
                yield return With(i, Plans[i] with { Mutations = [.. Plans[i].Mutations.Where(m => m != mutation)] });
            }

            if (Plans[i].Kind != "get")
            {
                yield return With(i, Plans[i] with { Kind = "get" });
            }
        }
    }

    /// <summary>Readable, and exact but for runs of one character, which are counted.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (plan, raw) in Plans.Zip(Requests))
        {
            text.Append(CultureInfo.InvariantCulture, $"--- {plan.Number} {plan.Kind} [{string.Join(' ', plan.Mutations)}]\n").Append(Notation(raw.ToString())).Append('\n');
        }

        return text.ToString();
    }

    public static string Notation(string bytes)
    {
        var text = new StringBuilder();
        for (int i = 0, run; i < bytes.Length; i += run)
        {
            run = bytes.AsSpan(i).IndexOfAnyExcept(bytes[i]) is > 0 and var length ? length : bytes.Length - i;
            var written = bytes[i] switch
            {
                '\r' => "\\r",
                '\n' => "\\n\n",
                '\\' => "\\\\",
                < ' ' or > '~' => $"\\x{(int)bytes[i]:x2}",
                var plain => plain.ToString(),
            };
            text.Append(run > 40 ? $"{{{written} x {run}}}" : string.Concat(Enumerable.Repeat(written, run)));
        }

        return text.ToString();
    }

    private Stream With(int at, RequestPlan plan) => new(Number, [.. Plans.Select((p, i) => i == at ? plan : p)]);

    // What is cut ends the stream: the client says no more.
    private static string Write(IEnumerable<RawRequest> requests)
    {
        var text = new StringBuilder();
        foreach (var raw in requests)
        {
            text.Append(raw);
            if (raw.Cut > 0)
            {
                break;
            }
        }

        return text.ToString();
    }
}
