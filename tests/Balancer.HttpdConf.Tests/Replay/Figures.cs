using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>The figures of all balancers in the form of a recorded <c>snapshot</c>.</summary>
internal static class Figures
{
    public static JsonObject Of(World world)
    {
        var all = new JsonObject();
        foreach (var balancer in world.Balancers)
        {
            all[$"balancer://{balancer.Name}"] = Of(balancer.Snapshot(), world.Names);
        }

        return all;
    }

    private static JsonObject Of(BalancerSnapshot snapshot, Placeholders names)
    {
        var plan = snapshot.Plan;
        var figures = new JsonObject { ["lbmethod"] = plan.Method.Name };
        if (plan.Stickiness is { } sticky)
        {
            figures["stickysession"] = sticky.CookieName;
            figures["nofailover"] = plan.NoFailover ? "On" : "Off";
        }

        if (plan.Timeout > TimeSpan.Zero)
        {
            figures["timeout"] = (int)plan.Timeout.TotalSeconds;
        }

        // httpd shows the number only when it is set, and sets it for more than one member.
        if (plan.MaxAttempts is not null || plan.Members.Count > 1)
        {
            figures["maxattempts"] = plan.EffectiveMaxAttempts;
        }

        figures["members"] = new JsonArray([.. snapshot.Members.Select(m => Of(m, names))]);
        return figures;
    }

    private static JsonObject Of(MemberSnapshot member, Placeholders names)
    {
        var figures = new JsonObject
        {
            ["member"] = names.NameOf(member.Member.Url),
            ["url"] = names.Restore(member.Url),
            ["status"] = member.StatusText,
            ["factor"] = member.Factor,
            ["set"] = member.Set,
            ["lbstatus"] = member.LbStatus,
            ["elected"] = member.Elected,
            ["busy"] = member.Busy,
            ["to"] = member.Sent,
            ["from"] = member.Received,
            ["retries"] = member.Retries,
        };
        if (member.Route.Length > 0)
        {
            figures["route"] = member.Route;
        }

        if (member.Redirect.Length > 0)
        {
            figures["redirect"] = member.Redirect;
        }

        return figures;
    }
}
