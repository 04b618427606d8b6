using System.Net;
using Balancing.RealHttpd.Tests.Network;
using Balancing.RealHttpd.Tests.Ours;

namespace Balancing.RealHttpd.Tests.Differential;

/// <summary>Four gateways, ours first, each in front of a backend of its own. One stream at a time goes to all four at once.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private const int First = 9100;
    private const int Gateways = 4;

    private readonly Loopback _loopback;
    private readonly int _number;
    private readonly Recorder[] _recorders;
    private Gateway? _ours;

    public Lane(Loopback loopback, int number)
    {
        (_loopback, _number) = (loopback, number);
        _recorders = [.. Enumerable.Range(0, Gateways).Select(which => new Recorder(Back(which)))];
    }

    public IPEndPoint Front(int which) => new(_loopback.Address, First + _number * 2 * Gateways + which);

    public IPEndPoint Back(int which) => new(_loopback.Address, First + _number * 2 * Gateways + Gateways + which);

    public async Task StartOursAsync() => _ours = await Gateway.StartAsAnyoneAsync($"ProxyPreserveHost On\nProxyPass / http://{Back(0)}/\n", Front(0));

    public async Task<IReadOnlyList<Heard>> PlayAsync(Stream stream, TimeSpan patience) =>
        await Task.WhenAll(Enumerable.Range(0, Gateways).Select(which => PlayAsync(which, stream, patience)));

    public async ValueTask DisposeAsync()
    {
        if (_ours is { } ours)
        {
            await ours.DisposeAsync();
        }

        foreach (var recorder in _recorders)
        {
            recorder.Dispose();
        }
    }

    private async Task<Heard> PlayAsync(int which, Stream stream, TimeSpan patience)
    {
        var answers = await RawClient.AskAsync(Front(which), stream.Bytes, stream.Requests.Count, patience);
        var (messages, faults) = _recorders[which].Take();
        return new Heard(Heard.StatusesIn(answers), Heard.SeenIn(answers), messages, faults);
    }
}
