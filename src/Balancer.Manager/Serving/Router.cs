using System.Text;
using Balancing.Manager.Pages;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Serving;

/// <summary>Which request is for whom. It never throws for anything that a client sends.</summary>
internal sealed class Router
{
    private const int LongestQuery = 8_192;

    private const string Api = "/api/";

    private readonly ManagerParts _parts;
    private readonly Answers _answers;
    private readonly Desk _desk;
    private readonly Gate _gate;
    private readonly Forms _forms;

    /// <summary>The router of a manager.</summary>
    public Router(ManagerParts parts)
    {
        _parts = parts;
        _answers = new Answers(parts);
        _desk = new Desk(parts);
        _gate = new Gate(parts);
        _forms = new Forms(_answers, _desk, _gate);
    }

    /// <summary>Answers a request.</summary>
    public ManagerResponse Handle(ManagerRequest request)
    {
        var response = SecurityFields.On(Answer(request with { Path = request.Path == "/" ? "" : request.Path }));
        return IsHead(request) ? response with { Body = default, Stream = null } : response;
    }

    private ManagerResponse Answer(ManagerRequest request)
    {
        if (!request.Permissions.HasFlag(ManagerPermissions.View))
        {
            return BalancerManager.Denied;
        }

        if (!HostText.TrySplit(request.Host, out _, out _) || request.Mount is ['/', '/', ..] or ['/', '\\', ..] || request.Mount.AsSpan().ContainsAnyInRange('\0', ' '))
        {
            return Refused(request with { Host = "", Mount = "" }, 400, "The Host of the request is none");
        }

        var problem = _parts.Ending.IsCancellationRequested ? (503, "The manager has ended")
            : request.Query.Length > LongestQuery ? (414, "The query is too long")
            : request.Body.Length > BalancerManager.MaxBody ? (413, "The request is too large")
            : (0, "");
        return problem is ( > 0 and var status, var text) ? Refused(request, status, text)
            : request.Path.StartsWith(Api, StringComparison.Ordinal) ? AnswerProgram(request)
            : AnswerPerson(request);
    }

    private ManagerResponse AnswerProgram(ManagerRequest request)
    {
        if (!IsPost(request))
        {
            return JsonApi.Handle(IsGet(request) ? request with { Method = "GET" } : request, _desk);
        }

        var problem = _gate.ProblemOf(request, "application/json") is { } wrong ? wrong : _gate.ProblemOfToken(request, request.Field("X-Balancer-Nonce"));
        return problem is { } refusal ? Refused(request, refusal.Status, refusal.Title, refusal.Lines) : JsonApi.Handle(request, _desk);
    }

    private ManagerResponse AnswerPerson(ManagerRequest request) => request.Path switch
    {
        "" => IsGet(request) ? ShowOverview(request) : IsPost(request) ? _forms.Change(request) : NotAllowed(request, "GET, HEAD, POST"),
        "/why" => IsGet(request) ? Show(request, (view, b, _) => _answers.Why(request, view, new WhyQuestion(b ?? ""), null, null))
            : IsPost(request) ? _forms.Explain(request) : NotAllowed(request, "GET, HEAD, POST"),
        "/journal" => IsGet(request) ? Show(request, (view, b, _) => _answers.Journal(request, view, b)) : NotAllowed(request, "GET, HEAD"),
        "/live" => IsGet(request) ? Show(request, (_, b, _) => _answers.Live(b)) : NotAllowed(request, "GET, HEAD"),
        "/style.css" or "/script.js" or "/icon.svg" => IsGet(request) ? AssetAnswers.Of(request) : NotAllowed(request, "GET, HEAD"),
        _ => Refused(request, 404, "There is no such page"),
    };

    // No field of a query ever changes anything, and none is secret; what is not known, the nonce among it, is ignored.
    private ManagerResponse ShowOverview(ManagerRequest request) => Show(request, (view, b, query) =>
    {
        if (query.GetValueOrDefault("xml") is ['1', ..])
        {
            return new(200, "text/xml; charset=utf-8", HttpdXml.Write(view, _parts.Tokens.Of(request)));
        }

        var member = query.GetValueOrDefault("w") is { Length: > 0 } w ? w : null;
        if (member is not null && view.Find(b)?.Has(member) != true)
        {
            return Refused(request, 404, "There is no such member");
        }

        // Whoever has just changed something wants to see what became of it, not the next form.
        var done = Forms.DoneNotice(view.Find(b), query.GetValueOrDefault("done"));
        var selection = new Selection(done is null ? b : null, member, query.GetValueOrDefault("q", ""), query.GetValueOrDefault("sort", ""));
        return _answers.Overview(request, view, selection, done);
    });

    /// <summary>Shows something for a query whose balancer, if it names one, is there.</summary>
    private ManagerResponse Show(ManagerRequest request, Func<ManagerView, string?, Dictionary<string, string>, ManagerResponse> show)
    {
        if (FormReader.Read(Encoding.UTF8.GetBytes(request.Query), out var problem) is not { } fields)
        {
            return Refused(request, 400, "The query is malformed", $"In it, {problem}.");
        }

        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            query.TryAdd(name, value);
        }

        var view = _parts.View();
        var b = query.GetValueOrDefault("b") is { Length: > 0 } key ? key : null;
        return b is not null && view.Find(b) is null ? Refused(request, 404, "There is no such balancer") : show(view, b is null ? null : view.Find(b)!.Key, query);
    }

    private ManagerResponse NotAllowed(ManagerRequest request, string methods) =>
        Refused(request, 405, "This method is not for this page", $"Use {methods}.") with { Fields = [new("Allow", methods)] };

    private ManagerResponse Refused(ManagerRequest request, int status, string title, params IReadOnlyList<string> lines) =>
        request.Path.StartsWith(Api, StringComparison.Ordinal)
            ? ApiResult.Problem(status, string.Join(' ', [title + ".", .. lines]))
            : _answers.Message(request, status, title, lines);

    private static bool IsHead(ManagerRequest request) => request.Method == "HEAD";

    private static bool IsGet(ManagerRequest request) => request.Method is "GET" or "HEAD";

    private static bool IsPost(ManagerRequest request) => request.Method == "POST";
}
