using System.Net;
using System.Runtime.ExceptionServices;
using Balancing.Http;

namespace Balancing;

/// <summary>
/// Sends requests for <c>balancer://name/path</c> to a member of that balancer, and to the next one when no connection is made.
/// All other requests pass through untouched. The lease ends when the response body has ended or is disposed of.
/// </summary>
/// <remarks>
/// A request that was refused throws an <see cref="HttpRequestException"/> with the refusal's status, 503. When all attempts fail, the last
/// attempt's own exception is thrown. A member's <c>timeout</c>, when configured, limits the time to the response headers; connections,
/// their timeouts and numbers, and redirects are the primary handler's business.
/// </remarks>
public sealed class BalancerHandler : DelegatingHandler
{
    /// <summary>Set it on a request to say the session's route without a cookie or parameter.</summary>
    public static readonly HttpRequestOptionsKey<string> SessionRoute = new("Balancer.SessionRoute");

    /// <summary>Set it on a request for election methods that hash a key.</summary>
    public static readonly HttpRequestOptionsKey<string> Key = new("Balancer.Key");

    /// <summary>Read it from a request, or a response's request: the member that was asked last.</summary>
    public static readonly HttpRequestOptionsKey<Member> Member = new("Balancer.Member");

    private readonly Balancer _balancer;

    /// <summary>A handler in front of a balancer's members.</summary>
    /// <param name="balancer">The balancer; it belongs to who made it.</param>
    public BalancerHandler(Balancer balancer)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        _balancer = balancer;
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsOurs(request)
            ? BalanceAsync(request, (r, cancel) => new(base.SendAsync(r, cancel)), cancellationToken)
            : base.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The thread is held while the request waits for a member (httpd: timeout).</remarks>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsOurs(request)
            ? BalanceAsync(request, (r, cancel) => new(base.Send(r, cancel)), cancellationToken).GetAwaiter().GetResult()
            : base.Send(request, cancellationToken);

    private bool IsOurs(HttpRequestMessage request) =>
        request.RequestUri is { IsAbsoluteUri: true, Scheme: "balancer" } uri
        && string.Equals(uri.Host, _balancer.Name, StringComparison.OrdinalIgnoreCase);

    private async Task<HttpResponseMessage> BalanceAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, ValueTask<HttpResponseMessage>> inner, CancellationToken cancel)
    {
        var exchange = new Exchange(request, inner, _balancer.Services.Time);
        try
        {
            var outcome = await _balancer.ExecuteAsync(RequestReader.FactsOf(request), exchange.SendAsync, cancel).ConfigureAwait(false);
            return exchange.Response ?? throw Failure(in outcome);
        }
        finally
        {
            exchange.RestoreRequest();
        }
    }

    private HttpRequestException Failure(in Outcome outcome)
    {
        if (outcome.Error is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        var text = outcome.Refusal?.Text ?? "the attempt failed";
        return new HttpRequestException($"balancer://{_balancer.Name}: {text}", null, (HttpStatusCode)outcome.SuggestedStatus);
    }
}
