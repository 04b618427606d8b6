using System.Text;
using System.Threading.Channels;

namespace Balancing.Ajp.Tests.Client;

/// <summary>A body that a test hands out piece by piece.</summary>
internal sealed class ScriptedBody : IAjpBody
{
    private readonly Channel<object> _pieces = Channel.CreateUnbounded<object>();
    private ReadOnlyMemory<byte> _rest;

    /// <summary>How much was asked for, each time.</summary>
    public List<int> Asked { get; } = [];

    /// <summary>Told when the reading was given up.</summary>
    public TaskCompletionSource GivenUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static ScriptedBody Of(string text)
    {
        var body = new ScriptedBody();
        body.Put(text);
        body.End();
        return body;
    }

    public void Put(string text) => _pieces.Writer.TryWrite(Encoding.Latin1.GetBytes(text));

    public void End() => _pieces.Writer.TryComplete();

    public void Fail(Exception e) => _pieces.Writer.TryWrite(e);

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        Asked.Add(buffer.Length);
        try
        {
            if (_rest.IsEmpty)
            {
                if (!await _pieces.Reader.WaitToReadAsync(cancel))
                {
                    return 0;
                }

                _pieces.Reader.TryRead(out var piece);
                _rest = piece as byte[] ?? throw (Exception)piece!;
            }
        }
        catch (OperationCanceledException)
        {
            GivenUp.TrySetResult();
            throw;
        }

        var read = Math.Min(_rest.Length, buffer.Length);
        _rest[..read].CopyTo(buffer);
        _rest = _rest[read..];
        return read;
    }
}

/// <summary>A clock that only remembers whether it runs.</summary>
internal sealed class StillClock : IAjpClock, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private volatile bool _runs;
    private volatile TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Token => _source.Token;

    public bool Runs => _runs;

    public long Sent { get; private set; }

    /// <summary>Told when it stands, now or later.</summary>
    public Task StoppedAsync() => _stopped.Task;

    public void Start()
    {
        if (!_runs)
        {
            _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _runs = true;
    }

    public void Stop()
    {
        _runs = false;
        _stopped.TrySetResult();
    }

    public void Sending(int bytes) => Sent += bytes;

    public void RunOut() => _source.Cancel();

    public void Dispose() => _source.Dispose();
}

/// <summary>One exchange with a scripted container.</summary>
internal sealed class Scene : IDisposable
{
    public Scene(int packetSize = 8192) => Container = new Container(packetSize);

    public Container Container { get; }

    public StillClock Clock { get; } = new();

    public AjpExchange Exchange { get; } = new();

    public AjpRequest Request { get; } = new() { RemoteAddress = "192.0.2.7", ServerName = "front.example.test" };

    public static AjpRequest Post(long length, Scene scene)
    {
        scene.Request.Method = "POST";
        scene.Request.BodyLength = length;
        return scene.Request;
    }

    public Task RunAsync(IAjpBody? body = null) => Exchange.RunAsync(Container.Link, Request, body, Clock).AsTask();

    /// <summary>Sends, and has the container answer at once.</summary>
    public async Task AnsweredAsync(params byte[][] packets)
    {
        await Container.SayAsync(packets);
        await RunAsync();
    }

    /// <summary>The whole body of the answer.</summary>
    public async Task<string> ReadAsync(int piece = 1000)
    {
        var text = new StringBuilder();
        var buffer = new byte[piece];
        while (await Exchange.ReadAsync(buffer) is var read and > 0)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    /// <summary>The connection was closed, and nothing more was said on it.</summary>
    public async Task ClosedAsync()
    {
        Assert.False(Exchange.WasReusable);
        Assert.True(Exchange.IsOver);
        Assert.Null(await Container.HearAsync());
    }

    public void Dispose()
    {
        Exchange.Dispose();
        Container.Dispose();
        Clock.Dispose();
    }
}
