using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Balancing.AspNetCore;

/// <summary>Our own answers: a status and a fixed text. Nothing of the request is in them (R36).</summary>
internal static class FixedPage
{
    /// <summary>The answer to a request that the map refused, or sent elsewhere (httpd: RewriteRule [R]).</summary>
    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        if (!response.HasStarted)
        {
            response.Clear();
        }

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
}
