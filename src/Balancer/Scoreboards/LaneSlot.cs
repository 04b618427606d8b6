namespace Balancing;

/// <summary>
/// The numbers of one member that grow and shrink with traffic. Every field is written under the balancer's gate only.
/// </summary>
public struct LaneSlot
{
    /// <summary>Times the member was chosen (httpd: elected).</summary>
    public long Elected;

    /// <summary>Bytes sent to the member (httpd: transferred, shown as To).</summary>
    public long Sent;

    /// <summary>Bytes received from the member (httpd: read, shown as From).</summary>
    public long Received;

    /// <summary>Leases that are out (httpd: busy).</summary>
    public int Busy;

    /// <summary>The running credit of the methods that keep one (httpd: lbstatus).</summary>
    public int LbStatus;
}
