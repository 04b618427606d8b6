using Balancing.RealHttpd.Tests.Scenarios;

namespace Balancing.RealHttpd.Tests.Generating;

/// <summary>Makes what happens: requests, and members that come and go.</summary>
internal static class StreamWriter
{
    public static IReadOnlyList<Step> Write(Draft draft, bool keepsConnections)
    {
        var chance = draft.Chance;
        var steps = new List<Step>();
        var members = draft.Balancers.SelectMany(b => b.Members).Distinct().ToList();
        var down = new List<string>();
        var held = new Queue<string>();
        var holds = draft.Likely(Emphasis.Elections, 40, 0);
        var stops = !holds && draft.Likely(Emphasis.Failures, 90, 20);
        var count = draft.Emphasis is Emphasis.Elections or Emphasis.Failures or Emphasis.Sessions ? chance.Between(12, 40) : chance.Between(8, 20);
        for (var i = 0; i < count; i++)
        {
            if (stops && chance.Percent(15))
            {
                steps.Add(ComeOrGo(chance, members, down));
            }

            var hold = holds && chance.Percent(40) ? $"h{i}" : null;
            steps.Add(new Ask(Requests.Write(draft), Replies.Write(draft, keepsConnections), hold));
            if (hold is not null)
            {
                held.Enqueue(hold);
            }

            if (held.Count > 0 && chance.Percent(30))
            {
                steps.Add(new Release(held.Dequeue()));
            }
        }

        return steps;
    }

    private static Step ComeOrGo(Chance chance, List<string> members, List<string> down)
    {
        if (down.Count > 0 && (down.Count == members.Count || chance.Percent(50)))
        {
            var back = chance.Of<string>(down);
            down.Remove(back);
            return new Start(back);
        }

        var gone = chance.Of<string>([.. members.Except(down)]);
        down.Add(gone);
        return new Stop(gone);
    }
}
