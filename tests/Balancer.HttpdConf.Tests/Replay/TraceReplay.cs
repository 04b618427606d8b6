using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>Plays a trace against the engine, event by event, and says what is not as recorded.</summary>
internal sealed class TraceReplay
{
    private const int Configuration = -1;

    private readonly Trace _trace;
    private readonly World _world;
    private readonly TrafficBook _traffic;
    private readonly Dictionary<string, Exchange> _open = [];
    private readonly IManagerDoor _door;

    private TraceReplay(Trace trace, World world, IManagerDoor door)
    {
        _trace = trace;
        _world = world;
        _door = door;
        _traffic = new TrafficBook(trace);
    }

    /// <summary>Plays a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="door">By which way it is edited and its figures are read.</param>
    public static List<Mismatch> Run(Trace trace, Func<World, IManagerDoor> door)
    {
        World world;
        try
        {
            world = World.Of(trace);
        }
        catch (BalancerConfigurationException refused)
        {
            // Both refuse: the words are our own. Only we refuse: one item, for there is nothing to play.
            var names = new Placeholders(trace.Members);
            return trace.Results is null
                ? []
                : [new Mismatch(Configuration, "config_error", null, Ours.List(refused.Problems.Select(p => names.Restore(p.ToString()))))];
        }

        using (world)
        {
            using var manager = door(world);
            return trace.Results is null
                ? [new Mismatch(Configuration, "config_error", true, null)]
                : [.. new TraceReplay(trace, world, manager).Play()];
        }
    }

    private IEnumerable<Mismatch> Play()
    {
        for (var i = 0; i < _trace.Events.Count; i++)
        {
            var (e, result) = (_trace.Events[i], _trace.Results![i]);
            foreach (var mismatch in Mismatch.Between(i, Recorded.Of(e, result), Play(i, e, result)))
            {
                yield return mismatch;
            }
        }
    }

    private JsonObject Play(int at, JsonObject e, JsonObject result)
    {
        switch ((string)e["do"]!)
        {
            case "request":
                return Request(at, e, result);
            case "begin":
                return Begin(at, e, result);
            case "end":
                _open.Remove((string)e["req"]!, out var exchange);
                exchange!.End(at);
                return new JsonObject { ["status"] = exchange.Status, ["picks"] = Ours.List(exchange.Picks) };
            case "edit":
                return new JsonObject { ["status"] = _door.Submit(e) };
            case "snapshot":
                return _door.Figures();
            default:
                Happen(e);
                return [];
        }
    }

    private void Happen(JsonObject e)
    {
        switch ((string)e["do"]!)
        {
            case "stop":
                Members(e).ForEach(_world.Backends.Stop);
                break;
            case "start":
                Members(e).ForEach(_world.Backends.Start);
                break;
            case "set":
                Members(e).ForEach(name => _world.Backends.Answer(name, Reply.Default.With(e["reply"]!.AsObject(), _world.Names)));
                break;
            case "sleep":
                _world.Clock.Advance(TimeSpan.FromSeconds((double)e["s"]!));
                break;
            default:
                throw new NotSupportedException($"The event {e["do"]} is not known.");
        }
    }

    private JsonObject Request(int at, JsonObject e, JsonObject result)
    {
        var each = new List<JsonObject>();
        foreach (var request in ClientRequest.Of(e, result))
        {
            var exchange = new Exchange(_world, _traffic, at, request);
            exchange.Begin(hold: false);
            each.Add(Ours.Of(e, exchange, _world.Names));
        }

        return ClientRequest.IsOne(e) ? each.Single() : new JsonObject { ["each"] = new JsonArray([.. each]) };
    }

    private JsonObject Begin(int at, JsonObject e, JsonObject result)
    {
        var exchange = new Exchange(_world, _traffic, at, ClientRequest.Of(e, result).Single());
        exchange.Begin(hold: true);
        _open.Add((string)e["req"]!, exchange);
        var ours = new JsonObject { ["picks"] = Ours.List(exchange.Picks) };
        if (exchange.IsOver)
        {
            ours["status"] = exchange.Status;
        }

        return ours;
    }

    private static List<string> Members(JsonObject e) =>
        e["member"] is JsonArray list ? [.. list.Select(name => (string)name!)] : [(string)e["member"]!];
}
