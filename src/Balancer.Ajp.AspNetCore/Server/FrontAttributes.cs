using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;

namespace Balancing.Ajp;

/// <summary>Judges what stands behind a request's header lines: the secret, what the front says of client and TLS, and named attributes.</summary>
/// <param name="settings">What is allowed.</param>
internal sealed class FrontAttributes(AjpServerSettings settings)
{
    private readonly CertificateMemory _certificates = new();

    /// <summary>Reads all of them.</summary>
    /// <returns>Null, or why the request is refused. A wrong secret comes before all else.</returns>
    public RefusedRequest? Take(ref ForwardRequestReader reader, FrontRequest request)
    {
        RefusedRequest? refused = null;
        var gaps = default(Gaps);
        var isKnown = settings.Secret is null;
        while (reader.NextAttribute(out var field))
        {
            switch (field.Code)
            {
                case AttributeCode.Secret:
                    isKnown = isKnown || settings.Secret!.Is(field.Value);
                    break;
                case AttributeCode.RequestAttribute:
                    refused ??= TakeNamed(KnownText.Of(field.Name), field.Value, request, ref gaps);
                    break;
                case AttributeCode.QueryString:
                    refused ??= Http1Request.IsTargetText(field.Value) ? null : new(400, "query");
                    break;
                case AttributeCode.SslCert:
                    refused ??= isKnown ? TakeCertificate(field.Value, request) : null;
                    break;
                default:
                    TakeCoded(field, request);
                    break;
            }
        }

        Conclude(request, gaps);
        return isKnown ? refused : RefusedRequest.WrongSecret;
    }

    // context and servlet_path are read, and mean nothing here (CVE-2020-1938).
    private static void TakeCoded(in AttributeField field, FrontRequest request)
    {
        switch (field.Code)
        {
            case AttributeCode.RemoteUser:
                request.RemoteUser = KnownText.Of(field.Value);
                break;
            case AttributeCode.AuthType:
                request.AuthType = KnownText.Of(field.Value);
                break;
            case AttributeCode.Route:
                request.Route = KnownText.Of(field.Value);
                break;
            case AttributeCode.SslCipher:
                request.SslCipher = KnownText.Of(field.Value);
                break;
            case AttributeCode.SslSession:
                request.SslSession = KnownText.Of(field.Value);
                break;
            case AttributeCode.SslKeySize:
                request.SslKeySize = field.Number;
                break;
            case AttributeCode.StoredMethod:
                request.Method = KnownText.Of(field.Value);
                break;
        }
    }

    // Three fill gaps of the fixed part and are not shown to the application, as in Tomcat; a port that is none is ignored there, too.
    private RefusedRequest? TakeNamed(string name, ReadOnlySpan<byte> value, FrontRequest request, ref Gaps gaps)
    {
        switch (name)
        {
            case AttributeNames.RemotePort:
                gaps.RemotePort = FrontRequestReader.ParseNumber(value) is var port and >= 0 and <= ushort.MaxValue ? (int)port : 0;
                return null;
            case AttributeNames.LocalAddress:
                gaps.Local = IPAddress.TryParse(KnownText.Of(value), out var local) ? local : null;
                return null;
            case AttributeNames.SslProtocol:
                request.SslProtocol = KnownText.Of(value);
                return null;
        }

        if (!settings.Attributes.Allows(name))
        {
            return new(403, "attribute") { Attribute = AttributeNames.Shown(name) };
        }

        request.Add(name, KnownText.Of(value));
        return null;
    }

    private RefusedRequest? TakeCertificate(ReadOnlySpan<byte> pem, FrontRequest request)
    {
        try
        {
            request.Certificate = pem.IsEmpty ? null : _certificates.Of(pem);
            return null;
        }
        catch (CryptographicException)
        {
            return new(400, "certificate");
        }
    }

    private void Conclude(FrontRequest request, in Gaps gaps)
    {
        request.Remote = IPAddress.TryParse(request.RemoteAddress, out var remote) ? new(remote, gaps.RemotePort) : null;
        request.Local = gaps.Local is { } local ? new(local, request.ServerPort) : null;
        if (settings.TrustRemoteUser && request.RemoteUser is { Length: > 0 } user)
        {
            var how = request.AuthType is { Length: > 0 } type ? type : "AJP";
            request.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], how));
        }
    }

    private struct Gaps
    {
        public int RemotePort;
        public IPAddress? Local;
    }
}
