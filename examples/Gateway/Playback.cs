using Balancing;

namespace Examples;

/// <summary>Plays requests through real sockets and shows who got what.</summary>
internal static class Playback
{
    private const int AtOnce = 8;

    public static async Task<int> RunAsync(TextWriter output, Uri gateway, int requests, Balancer foo, IReadOnlyList<Backend> backends)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        var bar = new ProgressBar(output, requests);
        var failed = 0;
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancel) =>
        {
            if (!await AskAsync(client, i, cancel))
            {
                Interlocked.Increment(ref failed);
            }

            bar.Step();
        });
        bar.End();
        await PrintAsync(output, foo, backends);
        await output.WriteLineAsync($"{requests} requests, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    // Every third one is a POST; the answers have different sizes, so that bytraffic has something to balance.
    private static async Task<bool> AskAsync(HttpClient client, int i, CancellationToken cancel)
    {
        var path = new Uri($"/apps/item/{i}?size={i % 7 * 200}", UriKind.Relative);
        using var body = new ByteArrayContent(new byte[i % 5 * 100]);
        try
        {
            using var answer = await (i % 3 == 0 ? client.PostAsync(path, body, cancel) : client.GetAsync(path, cancel));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task PrintAsync(TextWriter output, Balancer foo, IReadOnlyList<Backend> backends)
    {
        var members = foo.Snapshot().Members;
        var traffic = Math.Max(1, members.Sum(m => m.Sent + m.Received));
        var weight = members.Where(m => !IsStandby(m)).Sum(m => m.Factor);
        await output.WriteLineAsync($"{"member",-10}{"requests",10}{"to",12}{"from",12}{"share",10}{"by factor",12}");
        foreach (var (member, backend) in members.Zip(backends))
        {
            var share = 100.0 * (member.Sent + member.Received) / traffic;
            var due = IsStandby(member) ? "standby" : $"{100 * member.Factor / weight:0.0} %";
            await output.WriteLineAsync($"{backend.Name,-10}{member.Elected,10}{member.Sent,12}{member.Received,12}{share,8:0.0} %{due,12}");
        }
    }

    private static bool IsStandby(MemberSnapshot member) => member.Status.HasFlag(MemberStatus.HotStandby);
}
