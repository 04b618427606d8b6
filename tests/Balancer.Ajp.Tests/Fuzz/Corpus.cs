namespace Balancing.Ajp.Tests.Fuzz;

/// <summary>What a fuzzer begins with: streams of whole packets.</summary>
internal static class Corpus
{
    public static byte[][][] Of(string side)
    {
        var streams = new List<List<byte[]>>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fuzz", side + ".txt")))
        {
            if (line.StartsWith('='))
            {
                streams.Add([]);
            }
            else if (!line.StartsWith('#'))
            {
                streams[^1].Add(Convert.FromHexString(line));
            }
        }

        return [.. streams.Select(stream => stream.ToArray())];
    }
}
