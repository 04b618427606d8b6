using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Server;

/// <summary>Applications that several tests have.</summary>
internal static class Applications
{
    /// <summary>Sends what it gets.</summary>
    public static async Task Echo(HttpContext context) => await context.Request.Body.CopyToAsync(context.Response.Body);

    /// <summary>Bytes that tell where they are.</summary>
    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 31) ^ (i >> 8));
        }

        return bytes;
    }
}
