using System.Text.Json.Nodes;

namespace Balancing.HttpdConf.Tests.Replay;

/// <summary>The way by which an operator edits and reads figures.</summary>
internal interface IManagerDoor : IDisposable
{
    /// <summary>Submits the form of an <c>edit</c> event.</summary>
    /// <returns>The status of the answer.</returns>
    int Submit(JsonObject e);

    /// <summary>The figures of all balancers in the form of a recorded <c>snapshot</c>.</summary>
    JsonObject Figures();
}

/// <summary>The engine itself.</summary>
internal sealed class EngineDoor(World world) : IManagerDoor
{
    public int Submit(JsonObject e) => EditForm.Submit(world, e);

    public JsonObject Figures() => Replay.Figures.Of(world);

    public void Dispose()
    {
    }
}
