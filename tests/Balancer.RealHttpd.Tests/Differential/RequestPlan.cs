using Balancing.RealHttpd.Tests.Generating;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>What one request of a stream is to be: a plain one, and what is done to it.</summary>
/// <param name="Number">Its place in the stream, from 1; stays when others are left out.</param>
/// <param name="Kind">Which plain request it was before.</param>
/// <param name="Mutations">Their names, in the order they are applied.</param>
/// <param name="Seed">Chance of the details.</param>
internal sealed record RequestPlan(int Number, string Kind, IReadOnlyList<string> Mutations, ulong Seed)
{
    public RawRequest Make(int stream, bool isLast)
    {
        var raw = new RawRequest($"{stream}-{Number}");
        Plain.Make(Kind, raw);
        if (isLast)
        {
            raw.Set("Connection", "close");
        }

        foreach (var name in Mutations)
        {
            Mutation.All[name](raw, new Chance(Seed ^ Mutation.Hash(name)));
        }

        return raw;
    }
}
