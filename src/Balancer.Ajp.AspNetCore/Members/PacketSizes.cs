namespace Balancing.Ajp;

/// <summary>How long packets may be; both sides must be told the same (mod_proxy_ajp.c: ap_proxy_ajp_request).</summary>
internal static class PacketSizes
{
    private const int Smallest = 8192;
    private const int Largest = 65_536;
    private const int Step = 1024;

    /// <summary>That of a member.</summary>
    /// <param name="ioBufferSize">httpd: iobuffersize; 0 for the default.</param>
    public static int Of(int ioBufferSize) => (Math.Clamp(ioBufferSize, Smallest, Largest) + Step - 1) / Step * Step;
}
