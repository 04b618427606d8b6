using System.Collections.Concurrent;
using System.Net;

namespace Examples;

/// <summary>Clients that ask without a pause, each with a session of its own, and count what they got.</summary>
internal sealed class Load(Uri gateway)
{
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private int _asked;
    private int _failed;

    public int Asked => Volatile.Read(ref _asked);

    public int Failed => Volatile.Read(ref _failed);

    /// <summary>How often each answer came.</summary>
    public IEnumerable<KeyValuePair<string, int>> Answers => _answers.OrderBy(a => a.Key, StringComparer.Ordinal);

    /// <summary>Runs until it is told to stop; requests under way are finished.</summary>
    public Task RunAsync(int clients, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => BeClientAsync(client, stop)));

    private async Task BeClientAsync(int number, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = gateway };
        for (var request = 0; !stop.IsCancellationRequested; request++)
        {
            Interlocked.Increment(ref _asked);
            try
            {
                Count(await AskAsync(http, number, request));
            }
            catch (HttpRequestException e)
            {
                Interlocked.Increment(ref _failed);
                _answers.AddOrUpdate($"failed: {e.Message}", 1, (_, n) => n + 1);
            }
        }
    }

    private static async Task<string> AskAsync(HttpClient http, int number, int request)
    {
        if ((number + request) % 7 == 0)
        {
            using var content = new StringContent(new string('x', 2_000));
            using var response = await http.PostAsync(new Uri("/form", UriKind.Relative), content);
            return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        }

        return await http.GetStringAsync(new Uri((number + request) % 5 == 0 ? "/slow" : "/", UriKind.Relative));
    }

    private void Count(string answer)
    {
        var generation = answer.TrimStart('.').TrimEnd();
        if (generation.StartsWith("generation ", StringComparison.Ordinal))
        {
            _answers.AddOrUpdate(generation, 1, (_, n) => n + 1);
        }
        else
        {
            Interlocked.Increment(ref _failed); // an answer that is not whole
        }
    }
}
