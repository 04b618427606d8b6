using System.Globalization;

namespace Balancing.Chaos.Tests.Load;

/// <summary>Clients that ask without a pause: two GETs of three, one POST; every fifth GET is answered slowly.</summary>
internal sealed class Crowd(Uri gateway, Ledger ledger)
{
    public static bool IsPost(int number) => number % 3 == 0;

    public Task RunAsync(int clients, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => BeClientAsync(stop), CancellationToken.None)));

    private async Task BeClientAsync(CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = gateway };
        while (!stop.IsCancellationRequested)
        {
            var number = ledger.Next();
            ledger.Ended(number, !IsPost(number), await AskAsync(http, number));
        }
    }

    // Null for a whole answer.
    private static async Task<string?> AskAsync(HttpClient http, int number)
    {
        using var request = new HttpRequestMessage(
            IsPost(number) ? HttpMethod.Post : HttpMethod.Get,
            new Uri($"/{(number % 5 == 0 ? "slow" : "fast")}/{number.ToString(CultureInfo.InvariantCulture)}", UriKind.Relative));
        request.Headers.Add("traceparent", Ledger.TraceParent(number));
        request.Content = IsPost(number) ? new StringContent("some form") : null;
        try
        {
            using var response = await http.SendAsync(request);
            return response.IsSuccessStatusCode ? null : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return "broken off";
        }
    }
}
