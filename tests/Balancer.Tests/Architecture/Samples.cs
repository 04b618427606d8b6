namespace Balancing.Tests.Architecture;

// What the reader of compiled code has to find, for RoomsTests.
internal enum SampleEnum
{
    One,
    Two,
}

internal interface ISample
{
    void Take(IEnumerable<Edge> edges);
}

internal static class SampleBodies
{
#pragma warning disable MA0158 // The old kind of lock is the point: it compiles to Monitor.
    private static readonly object Gate = new();
#pragma warning restore MA0158

    public static Func<string> InALambda() => () => Repository.Root;

    public static Type InAToken() => typeof(Instructions);

    public static int Locked()
    {
        lock (Gate) return Random.Shared.Next();
    }

    public static Task<SampleEnum> Later() => Task.FromResult(SampleEnum.Two);
}
