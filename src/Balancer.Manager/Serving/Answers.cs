using Balancing.Manager.Live;
using Balancing.Manager.Pages;

namespace Balancing.Manager.Serving;

/// <summary>Pages as answers.</summary>
internal sealed class Answers(ManagerParts parts)
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>The overview.</summary>
    public ManagerResponse Overview(ManagerRequest request, ManagerView view, Selection selection, Notice? notice = null, int status = 200) =>
        new(status, Html, OverviewPage.Render(ContextOf(request, notice), view, selection, parts.History, parts.Drains.Running()));

    /// <summary>What would be done, to be confirmed; 409 with what has changed since, when something has.</summary>
    public ManagerResponse Confirm(
        ManagerRequest request, BalancerView view, EditPreview preview, string title, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        new(preview.IsStale ? 409 : 200, Html, ConfirmPage.Render(ContextOf(request), view, preview, title, fields));

    /// <summary>The audit log.</summary>
    public ManagerResponse Journal(ManagerRequest request, ManagerView view, string? b) =>
        new(200, Html, JournalPage.Render(ContextOf(request), view, b));

    /// <summary>The why box.</summary>
    public ManagerResponse Why(ManagerRequest request, ManagerView view, WhyQuestion question, Decision? decision, string? problem) =>
        new(problem is null ? 200 : 400, Html, WhyPage.Render(ContextOf(request), view, question, decision, problem));

    /// <summary>A refusal, or another message.</summary>
    public ManagerResponse Message(ManagerRequest request, int status, string title, params IReadOnlyList<string> lines) =>
        new(status, Html, MessagePage.Render(ContextOf(request), title, lines));

    /// <summary>The live stream.</summary>
    public ManagerResponse Live(string? b) => new(200, "text/event-stream; charset=utf-8", default)
    {
        Fields = [new("X-Accel-Buffering", "no")],
        Stream = LiveStream.Of(parts.History, parts.Drains.Running, b, parts.Ending),
    };

    private PageContext ContextOf(ManagerRequest request, Notice? notice = null) => new()
    {
        Mount = request.Mount,
        Title = parts.Options.Title ?? request.Host,
        User = request.User,
        Permissions = request.Permissions,
        Token = parts.Tokens.Of(request),
        StartedAt = parts.StartedAt,
        Now = parts.Options.Time.GetUtcNow(),
        Notice = notice,
    };
}
