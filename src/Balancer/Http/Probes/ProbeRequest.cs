using System.Globalization;
using System.Text;

namespace Balancing.Http;

/// <summary>What a probe says, as httpd says it (mod_proxy_hcheck.c: hc_init_worker): the request line, and the host always with its port.</summary>
internal static class ProbeRequest
{
    /// <summary>The method that a check asks with, and whether it speaks HTTP/1.1.</summary>
    public static (string Method, bool IsNew) MethodOf(HealthCheckPlan check) => check.Method switch
    {
        HcMethod.Options => ("OPTIONS", false),
        HcMethod.Options11 => ("OPTIONS", true),
        HcMethod.Head => ("HEAD", false),
        HcMethod.Head11 => ("HEAD", true),
        HcMethod.Get => ("GET", false),
        _ => ("GET", true),
    };

    public static byte[] Of(MemberUrl url, HealthCheckPlan check)
    {
        var (method, isNew) = MethodOf(check);
        var target = method == "OPTIONS" ? "*" : Target(url.Path, check.Uri);
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.{(isNew ? 1 : 0)}\r\nHost: {url.Host}:{url.Port}\r\n"));
        if (isNew)
        {
            text.Append("Connection: close\r\n"); // one probe, one connection; httpd just hangs up
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>The member's path and hcuri with exactly one slash between them (D21), in characters that may stand in a request line.</summary>
    public static string Target(string path, string uri)
    {
        var joined = uri.Length == 0 ? path : $"{path.TrimEnd('/')}{(uri[0] is '/' or '?' ? "" : "/")}{uri}";
        if (!joined.StartsWith('/'))
        {
            joined = "/" + joined;
        }

        return joined.All(c => c is > ' ' and < '\x7f')
            ? joined : string.Concat(joined.EnumerateRunes().Select(rune => rune.Value is > ' ' and < 0x7f ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
    }
}
