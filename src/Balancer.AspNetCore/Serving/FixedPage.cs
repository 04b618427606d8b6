using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Balancing.AspNetCore;

/// <summary>Our own answers: a status and a fixed text. Nothing of the request is in them (R36).</summary>
internal static class FixedPage
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /// <summary>The answer to a request that the map refused, or sent elsewhere (httpd: RewriteRule [R]).</summary>
    /// <param name="context">The request.</param>
    /// <param name="refusal">Why, or where to.</param>
    /// <param name="closes">The connection is closed: a body that nobody read is still on it (R7).</param>
    public static async Task WriteAsync(HttpContext context, Refusal refusal, bool closes = false)
    {
        var response = context.Response;
        if (!response.HasStarted)
        {
            response.Clear();
        }

        CloseIf(context, closes);
        if (refusal.Location is { } location && FieldLine.IsValid("Location", location))
        {
            response.Headers.Location = location;
        }

        await WriteBodyAsync(context, refusal.SuggestedStatus).ConfigureAwait(false);
    }

    public static async Task WriteAsync(HttpContext context, int status)
    {
        var response = context.Response;
        if (!response.HasStarted)
        {
            response.Clear();
        }

        await WriteBodyAsync(context, status).ConfigureAwait(false);
    }

    /// <summary>The answer to a request that goes no further.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">Status code.</param>
    /// <param name="closes">The connection is closed: what comes next on it may be part of this request (R2, R7).</param>
    public static async Task RefuseAsync(HttpContext context, int status, bool closes)
    {
        CloseIf(context, closes);
        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = Methods;
        }

        await WriteBodyAsync(context, status).ConfigureAwait(false);
    }

    /// <summary>The answer to <c>OPTIONS *</c>, about the gateway itself.</summary>
    public static async Task AllowAsync(HttpContext context, SitePlan site)
    {
        context.Response.Headers.Allow = site.TraceEnable == TraceEnable.Off ? Methods : Methods + ", TRACE";
        context.Response.ContentLength = 0;
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The same below headers that are set already.</summary>
    public static async Task WriteBodyAsync(HttpContext context, int status)
    {
        var response = context.Response;
        var phrase = ReasonPhrases.GetReasonPhrase(status);
        if (status >= StatusCodes.Status400BadRequest && GrpcAnswer.IsAsked(context.Request))
        {
            GrpcAnswer.WriteHead(response, status, phrase);
            return;
        }

        response.StatusCode = status;
        if (status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            return; // no body may follow (RFC 9110 §6.4.1)
        }

        var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{status} {phrase}\n"));
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void CloseIf(HttpContext context, bool closes)
    {
        if (closes && !context.Response.HasStarted && (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol)))
        {
            context.Response.Headers.Connection = "close";
        }
    }
}
