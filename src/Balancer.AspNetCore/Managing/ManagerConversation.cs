using System.Security.Claims;
using Balancing.Manager;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Balancing.AspNetCore;

/// <summary>Carries one request to a manager, and its answer back.</summary>
internal static class ManagerConversation
{
    /// <summary>Asks the manager, and sends what it says.</summary>
    /// <param name="context">The request.</param>
    /// <param name="manager">The manager.</param>
    /// <param name="mount">Where it is, as clients see it, without a slash at the end.</param>
    /// <param name="path">What follows that.</param>
    /// <param name="permissions">What the client may do.</param>
    public static async Task HoldAsync(HttpContext context, BalancerManager manager, string mount, string path, ManagerPermissions permissions)
    {
        var request = context.Request;
        var answer = manager.Handle(new ManagerRequest
        {
            Method = request.Method.ToUpperInvariant(),
            Mount = mount,
            Path = path,
            Query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "",
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "",
            User = NameOf(context.User),
            Client = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress,
            Permissions = permissions,
            Field = name => request.Headers.TryGetValue(name, out var lines) ? lines.ToString() : null,
            Body = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? default : await BodyAsync(context).ConfigureAwait(false),
        });
        await SendAsync(context, answer).ConfigureAwait(false);
    }

    /// <summary>Sends an answer.</summary>
    public static async Task SendAsync(HttpContext context, ManagerResponse answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType.Length > 0 ? answer.ContentType : null;
        foreach (var (name, value) in answer.Fields)
        {
            response.Headers[name] = value;
        }

        if (answer.Status == StatusCodes.Status413PayloadTooLarge && (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol)))
        {
            response.Headers.Connection = "close"; // what was not read of the body is still on it (R7)
        }

        // Pages hold a token beside what the client chose: compressed, their length would tell it.
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression)
        {
            compression.Mode = HttpsCompressionMode.DoNotCompress;
        }

        if (answer.Stream is { } stream)
        {
            await StreamAsync(context, stream).ConfigureAwait(false);
        }
        else if (!HttpMethods.IsHead(context.Request.Method) && answer.Status is not (204 or 304))
        {
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    // Until the client leaves or the program stops; neither is an error.
    private static async Task StreamAsync(HttpContext context, IAsyncEnumerable<ReadOnlyMemory<byte>> stream)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stopping = context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await foreach (var piece in stream.WithCancellation(end.Token).ConfigureAwait(false))
            {
                await context.Response.Body.WriteAsync(piece, end.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    // One byte more than is looked at, so that the manager sees that it is too much.
    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context)
    {
        const int Most = BalancerManager.MaxBody + 1;
        if (context.Request.ContentLength is >= Most)
        {
            return new byte[Most];
        }

        var buffer = new byte[Most];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, Most, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        return buffer.AsMemory(0, length);
    }

    private static string NameOf(ClaimsPrincipal user) =>
        user.Identity is not { IsAuthenticated: true } ? ""
        : user.Identity.Name ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.FindFirst("sub")?.Value ?? "";
}
