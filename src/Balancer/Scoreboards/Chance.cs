namespace Balancing;

/// <summary>
/// The balancer's generator (xoshiro256**, Blackman and Vigna). Seeded, and copied with its state, so that a dry run draws what
/// the real one will draw. Written under the gate only.
/// </summary>
internal sealed class Chance : Random
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Chance(ulong seed)
    {
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    /// <summary>A generator that will draw the same.</summary>
    public Chance Copy()
    {
        var copy = new Chance(0);
        (copy._a, copy._b, copy._c, copy._d) = (_a, _b, _c, _d);
        return copy;
    }

    public override int Next() => (int)NextInt64(int.MaxValue);

    public override int Next(int maxValue) => (int)NextInt64(maxValue);

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => (long)(Draw() >> 1);

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (ulong)(maxValue - minValue);
        return range == 0 ? minValue : minValue + (long)Math.BigMul(Draw(), range, out _);
    }

    public override double NextDouble() => (Draw() >> 11) * (1.0 / (1UL << 53));

    public override float NextSingle() => (Draw() >> 40) * (1.0f / (1U << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var one in buffer)
        {
            one = (byte)Draw();
        }
    }

    protected override double Sample() => NextDouble();

    private ulong Draw()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    // SplitMix64, as the authors recommend for seeding.
    private static ulong Mix(ref ulong seed)
    {
        var z = seed += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
