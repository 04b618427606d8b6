namespace Balancing.Http;

/// <summary>The time a member has until its response headers are there (httpd: timeout); no limit of our own when none is configured.</summary>
internal sealed class MemberTimeout : IDisposable
{
    private readonly CancellationTokenSource? _limit;
    private readonly CancellationTokenSource? _both;
    private readonly Member _member;

    public MemberTimeout(Member member, TimeProvider time, CancellationToken cancel)
    {
        _member = member;
        Token = cancel;
        if (member.Plan.Timeout is { } timeout)
        {
            _limit = new CancellationTokenSource(timeout, time);
            _both = CancellationTokenSource.CreateLinkedTokenSource(cancel, _limit.Token);
            Token = _both.Token;
        }
    }

    /// <summary>Cancelled by the caller or by the time limit.</summary>
    public CancellationToken Token { get; }

    public bool IsOver => _limit?.IsCancellationRequested == true;

    /// <summary>The exception HttpClient's own timeout throws.</summary>
    public TaskCanceledException Failure(Exception cause)
    {
        var text = $"{_member.Url} did not answer within its timeout of {_member.Plan.Timeout}.";
        return new TaskCanceledException(text, new TimeoutException(text, cause));
    }

    public void Dispose()
    {
        _both?.Dispose();
        _limit?.Dispose();
    }
}
