using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Balancing.AspNetCore;

/// <summary>
/// One client request, from its facts to the last byte of its answer. It is made for the site of that moment and what its map said; a
/// reload changes neither. One that ended as it should serves again.
/// </summary>
[SuppressMessage("Reliability", "CA2213", Justification = "The site is its owner's to dispose of.")]
internal sealed partial class Exchange : BalancedRequest, IDisposable
{
    private readonly MemberTransports _transports;
    private readonly ExchangeHeaders _headers = new();
    private readonly ServerHeaders _lines = new();
    private readonly MemberRequest _sent;
    private readonly ResponseCopy _copy = new();
    private KeyValuePair<string, StringValues>[] _received = new KeyValuePair<string, StringValues>[32];
    private HttpContext _context = null!; // these four are set when it begins
    private ReverseProxy _site = null!;
    private GatewayRules _rules = null!; // with what the sections say that hold the request
    private object? _owner;
    private RequestBody? _body;
    private DecisionNotes? _notes;
    private Upgrading? _upgrading;
    private bool _nameWasAskedFor;

    public Exchange(MemberTransports transports)
    {
        _transports = transports;
        _sent = new MemberRequest(new Patience(transports.Time));
    }

    /// <summary>Another endpoint has looked at the same request before.</summary>
    public Exchange? Next { get; private set; }

    /// <summary>The site forwards the request, refuses it, or names who answers it; else it is free for other endpoints.</summary>
    public bool IsOurs => IsServerWide || Hit.Outcome is MapOutcome.Mapped or MapOutcome.Refused or MapOutcome.Handled;

    /// <summary>It asks about the server as a whole, which is this gateway (RFC 9110 §9.3.7).</summary>
    private bool IsServerWide => Facts is { Target: "*", Method: "OPTIONS" };

    /// <summary>The answer hangs on the client's name, and nobody has asked for it yet.</summary>
    public bool WaitsForName => Hit.NeedsClientHost && !_nameWasAskedFor;

    /// <summary>Looks a request up in a site's map.</summary>
    /// <param name="context">The request.</param>
    /// <param name="site">The site.</param>
    /// <param name="owner">Who will find it again.</param>
    public void Begin(HttpContext context, ReverseProxy site, object owner)
    {
        (_context, _site, _owner) = (context, site, owner);
        _began = _transports.RequestTimeout > TimeSpan.Zero ? _transports.Time.GetTimestamp() : 0;
        Map(FactsReader.Read(context, _lines));
    }

    /// <summary>Stays with the request, to be found.</summary>
    public void Keep()
    {
        Next = _context.Features.Get<Exchange>();
        _context.Features.Set(this);
    }

    /// <summary>The exchange that an owner keeps with a request, or null.</summary>
    public static Exchange? Find(HttpContext context, object owner)
    {
        var exchange = context.Features.Get<Exchange>();
        while (exchange is not null && (exchange._owner != owner || exchange._context != context))
        {
            exchange = exchange.Next;
        }

        return exchange;
    }

    /// <summary>The name of the client was looked up, and the map is asked once more.</summary>
    /// <param name="name">Null when it could not be found out.</param>
    public void Name(string? name)
    {
        _nameWasAskedFor = true;
        Map(Facts with { ClientHost = name });
    }

    /// <summary>Answers the request.</summary>
    public Task RunAsync()
    {
        _notes = _transports.DecisionHeader is null ? null : DecisionNotes.Of(_context);
        _notes?.Took(Hit);
        ReceiveLines(_context.Request.Headers);
        if (RequestFraming.Judge(_context, _site.Plan, in Facts, _headers.Received, _transports.Limits) is > 0 and var status)
        {
            return FixedPage.RefuseAsync(_context, status, closes: true);
        }

        if (IsServerWide)
        {
            return FixedPage.AllowAsync(_context, _site.Plan);
        }

        if (Hit.Outcome == MapOutcome.Handled && _transports.Managers is { } managers)
        {
            _notes?.Took(Hit with { Refusal = Hit.IsGranted ? null : Refusal.AccessDenied });
            return managers.AnswerAsync(_context, _site, Hit, _owner!);
        }

        if (Hit.Refusal is { } refusal)
        {
            return FixedPage.WriteAsync(_context, refusal, closes: Facts.BodyIsSpent);
        }

        RequestFraming.LiftBodyLimit(_context);
        return _site.BalancerOf(Hit) is { } balancer ? RunAsync(balancer) : FixedPage.WriteAsync(_context, StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Forgets everything and may serve again: nobody may hold it, or anything of it, any more.</summary>
    public void Rest()
    {
        Prepare(default, default);
        _headers.Clear();
        _copy.Rest();
        _sent.Client = null!;
        Array.Clear(_received);
        _lines.Of(null!);
        (_context, _site, _rules, _owner, Next) = (null!, null!, null!, null, null);
        (_body, _notes, _upgrading, _whole, _nameWasAskedFor) = (null, null, null, null, false);
        _transports.Exchanges.Put(this)?.Dispose();
    }

    public void Dispose() => _sent.Patience.Dispose();

    private async Task RunAsync(Balancer balancer)
    {
        _rules = _site.GatewayOf(Hit);
        if (_rules.EndsHere(in Facts, _headers) is { } end)
        {
            _notes?.Refused(end.Refusal);
            await (end.Refusal is { } refusal ? FixedPage.WriteAsync(_context, refusal, closes: Facts.BodyIsSpent) : AnswerLocallyAsync()).ConfigureAwait(false);
            return;
        }

        _body = Facts.BodyIsSpent ? BodyOf(_context, _site.Plan.UnderscoreHeaders) : null;
        _upgrading = Upgrading.Of(_context, this, _transports.Tunnels);
        Outcome outcome;
        try
        {
            outcome = _transports.RequestTimeout > TimeSpan.Zero
                ? await ExecuteWithinAsync(balancer).ConfigureAwait(false)
                : await balancer.ExecuteAsync(this, _context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_context.RequestAborted.IsCancellationRequested)
        {
            return; // it left while it waited for a member
        }

        if (outcome.Kind != OutcomeKind.Completed)
        {
            await EndAsync(outcome).ConfigureAwait(false);
        }
        else if (_body is null && _upgrading is null)
        {
            Rest(); // nothing is left that could still hold a part of it
        }
    }

    private void Map(in RequestFacts facts) => Prepare(in facts, _site.Map(in facts));

    private void ReceiveLines(IHeaderDictionary headers)
    {
        var count = headers.Count;
        if (_received.Length < count)
        {
            _received = new KeyValuePair<string, StringValues>[2 * count];
        }

        headers.CopyTo(_received, 0);
        for (var i = 0; i < count; i++)
        {
            var (name, values) = _received[i];
            for (var j = 0; j < values.Count; j++)
            {
                _headers.Received.Add(new(name, values[j] ?? ""));
            }
        }
    }

    private async Task EndAsync(Outcome outcome)
    {
        _notes?.Refused(outcome.Refusal);
        if (_context.Response.HasStarted || _copy.HasBegun)
        {
            _context.Abort(); // R8: what is not whole must not look whole
        }
        else if (outcome.Kind == OutcomeKind.ClientGone)
        {
            await RefuseClientAsync().ConfigureAwait(false);
        }
        else if (_whole is { RanOut: true })
        {
            await FixedPage.WriteAsync(_context, Refusal.RequestTimedOut, closes: Facts.BodyIsSpent).ConfigureAwait(false);
        }
        else
        {
            await FixedPage.WriteAsync(_context, outcome.SuggestedStatus).ConfigureAwait(false);
        }
    }

    // RFC 9110 §7.6.2: the way ends here. TRACE would echo the request, which R36 forbids.
    private Task AnswerLocallyAsync() =>
        HttpMethods.IsOptions(_context.Request.Method)
            ? FixedPage.AllowAsync(_context, _site.Plan)
            : FixedPage.RefuseAsync(_context, StatusCodes.Status405MethodNotAllowed, closes: Facts.BodyIsSpent);

    // A body that the server itself refused (too large, too slow, malformed) has a status; for the rest nobody listens.
    private Task RefuseClientAsync()
    {
        if (_body?.Failure is BadHttpRequestException refused && !_context.RequestAborted.IsCancellationRequested)
        {
            return FixedPage.WriteAsync(_context, refused.StatusCode);
        }

        _context.Abort();
        return Task.CompletedTask;
    }
}
