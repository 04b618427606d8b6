namespace Balancing.Mapping;

/// <summary>A set of small numbers, as words of bits, that can be looked up without being copied.</summary>
internal static class Bits
{
    public static readonly BitsComparer Comparer = new();

    public static void Set(Span<ulong> bits, int number) => bits[number >> 6] |= 1ul << number;

    public static bool Has(ReadOnlySpan<ulong> bits, int number) => (bits[number >> 6] & (1ul << number)) != 0;

    internal sealed class BitsComparer : IEqualityComparer<ulong[]>, IAlternateEqualityComparer<ReadOnlySpan<ulong>, ulong[]>
    {
        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<ulong> alternate, ulong[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ulong[] obj) => GetHashCode((ReadOnlySpan<ulong>)obj);

        public int GetHashCode(ReadOnlySpan<ulong> alternate)
        {
            var hash = 17ul;
            foreach (var word in alternate) hash = (hash ^ word) * 0x9E3779B97F4A7C15;
            return (int)(hash >> 32);
        }

        public ulong[] Create(ReadOnlySpan<ulong> alternate) => alternate.ToArray();
    }
}
