using System.Security.Cryptography;
using Balancing.AspNetCore.Tests.Bodies;
using Balancing.AspNetCore.Tests.Network;

namespace Balancing.AspNetCore.Tests.Tunnels;

/// <summary>Alone: it looks at the memory of the whole process.</summary>
[Collection(nameof(HugeBodyTests))]
public class HugeTunnelTests
{
    [Fact(Timeout = Limits.Test)]
    public async Task R44_64_megabytes_both_ways_at_once_arrive_whole_in_flat_memory()
    {
        const int Size = 64 << 20;
        var block = RandomNumberGenerator.GetBytes(1 << 20);
        var (fromClient, fromMember) = (new byte[32], new byte[32]);
        using var backend = TunnelBackend.Switching(async c => fromClient = await SayAndHearAsync(c, block, Size));
        await using var front = await TunnelBackend.FrontAsync(backend);
        using var client = await TunnelBackend.OpenAsync(front);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        fromMember = await SayAndHearAsync(client, block, Size);
        await Limits.UntilAsync(() => fromClient[0] != 0 || fromClient[1] != 0);

        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < Size >> 20; i++)
        {
            expected.AppendData(block);
        }

        var hash = expected.GetHashAndReset();
        Assert.Equal(hash, fromMember);
        Assert.Equal(hash, fromClient);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 << 20);
    }

    private static async Task<byte[]> SayAndHearAsync(Conversation c, byte[] block, int size)
    {
        var says = SayAllAsync(c, block, size);
        var hash = await HashAsync(c, size);
        await says;
        return hash;
    }

    private static async Task SayAllAsync(Conversation c, byte[] block, int size)
    {
        for (var said = 0; said < size; said += block.Length)
        {
            await c.SayAsync(block);
        }
    }

    private static async Task<byte[]> HashAsync(Conversation c, int size)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var heard = 0; heard < size;)
        {
            var piece = await c.HearBytesAsync(size - heard);
            Assert.False(piece.IsEmpty);
            hash.AppendData(piece.Span);
            heard += piece.Length;
        }

        return hash.GetHashAndReset();
    }
}
