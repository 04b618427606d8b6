using System.Runtime.CompilerServices;

namespace Balancing.AspNetCore;

/// <summary>
/// The HTTP/2 clients of an application: one for each member, and for each site that asks it in another way. A client follows its member's
/// plan: when something changes that its connections depend on, a new one takes its place, and the old one ends with its last request.
/// Members are not kept alive.
/// </summary>
internal sealed class Http2Clients(GatewayOptions options) : IDisposable
{
    private readonly ConditionalWeakTable<Member, Dictionary<HttpKey, Http2Client>> _byMember = [];
    private readonly Lock _gate = new();
    private bool _closed; // gate

    /// <summary>The client for a request, entered; null when everything is closed.</summary>
    public Http2Client? Enter(Member member, HttpKey key)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return null;
            }

            var clients = _byMember.GetOrCreateValue(member);
            if (!clients.TryGetValue(key, out var client) || !IsFor(client.Plan, member.Plan))
            {
                client?.Leave();
                clients[key] = client = new Http2Client(member.Plan, key, options);
            }

            client.TryEnter();
            return client;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var (_, clients) in _byMember)
            {
                foreach (var client in clients.Values)
                {
                    client.Dispose();
                }
            }
        }
    }

    private static bool IsFor(MemberPlan old, MemberPlan now) =>
        ReferenceEquals(old, now)
        || (old.Url.Identity == now.Url.Identity && old.ConnectionTimeout == now.ConnectionTimeout && old.Ping == now.Ping
            && old.KeepAlive == now.KeepAlive && old.ReceiveBufferSize == now.ReceiveBufferSize && old.Pool == now.Pool);
}
