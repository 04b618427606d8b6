namespace Balancing.AspNetCore;

/// <summary>What became of one sending of one request, as its connection saw it.</summary>
internal sealed class Sending(Attempt attempt, Patience patience, TimeSpan? ping, bool expectsBody = true) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AnswerGuard _guard = new(expectsBody);
    private CancellationTokenSource? _body;
    private bool _answered; // gate: a final answer has begun
    private bool _hasHead;
    private volatile bool _isLast;

    /// <summary>The connection it went out on, or null: not one byte was written.</summary>
    public Wire? Wire { get; private set; }

    /// <summary>The connection had carried a request before.</summary>
    public bool OnUsedWire { get; private set; }

    /// <summary>Bytes read.</summary>
    public long Received { get; private set; }

    /// <summary>The body is no longer sent: the member has answered before its end, or broke off (R7).</summary>
    public bool IsCut { get; private set; }

    /// <summary>What came breaks the grammar of an answer; nothing more of it may be read (R8).</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The body is on its way.</summary>
    public bool IsInBody { get; private set; }

    /// <summary>Ends when sending the body has become pointless.</summary>
    public CancellationToken BodyToken { get; private set; }

    /// <summary>The first byte is about to be written.</summary>
    public void Begin(Wire wire, bool used)
    {
        Wire = wire;
        OnUsedWire = used;
        patience.Start(ping ?? patience.Wait);
    }

    /// <summary>
    /// Bytes are about to go out. They count before the member can have them, so that a member that is at work looks so to bytraffic
    /// (proxy_util.c: ap_proxy_pass_brigade).
    /// </summary>
    public void OnSending(int bytes) => attempt.Count(bytes, 0);

    /// <summary>Bytes came. A final answer in the middle of the body makes the rest of the body pointless.</summary>
    public void OnReceived(ReadOnlySpan<byte> bytes)
    {
        IsBroken |= !_guard.Allows(bytes);
        var first = Received == 0;
        Received += bytes.Length;
        bool isInBody;
        lock (_gate)
        {
            _answered |= first && !IsInterim(bytes);
            isInBody = IsInBody;
        }

        if (!isInBody && !_hasHead)
        {
            patience.Start();
        }
        else if (isInBody && first)
        {
            CutIfEarly();
        }
    }

    /// <summary>The body begins. The token ends when sending it has become pointless.</summary>
    public CancellationToken EnterBody()
    {
        var body = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        BodyToken = body.Token;
        _body = body;
        lock (_gate)
        {
            IsInBody = true;
        }

        CutIfEarly(); // the answer may have overtaken us since the head went out
        return BodyToken;
    }

    /// <summary>No more of the body.</summary>
    public void Cut()
    {
        IsCut = true;
        try
        {
            _body?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The sending ended at this very moment; there is nothing left to cut.
        }
    }

    /// <summary>The head of the answer is here; whoever reads the body has patience of his own.</summary>
    public void EndWithHead() => _hasHead = true;

    /// <summary>The last of the body is about to go out: an answer that comes now is not early, it is only faster than we are.</summary>
    public void BeginLast() => _isLast = true;

    /// <summary>The body has ended.</summary>
    public void LeaveBody() => IsInBody = false;

    /// <summary>All of it has gone out, and nobody told us to stop.</summary>
    public bool IsWhole => Wire is not null && !IsCut && !IsInBody && !IsBroken;

    public void Dispose() => _body?.Dispose();

    private void CutIfEarly()
    {
        lock (_gate)
        {
            if (!_answered || _isLast)
            {
                return;
            }
        }

        Cut();
    }

    // "HTTP/1.1 1": 100 Continue and its kind are no answer; what follows them is read after the body.
    private static bool IsInterim(ReadOnlySpan<byte> bytes) => bytes.Length < 10 || bytes[9] == (byte)'1';
}
