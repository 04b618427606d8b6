using System.Globalization;
using Balancing.Manager.Pages;
using Balancing.Manager.Programs;

namespace Balancing.Manager.Serving;

/// <summary>What is sent by forms: our own, and those of httpd's manager, which scripts send.</summary>
internal sealed class Forms(Answers answers, Desk desk, Gate gate)
{
    private const string ContentType = "application/x-www-form-urlencoded";

    private static readonly ConfigurationProblem NoEntry = new("undo", "the journal has no such entry", "Look at it again", "undo");

    // Drainings have their entries when they begin and end, not when they are asked for.
    private static readonly (OrderKind Kind, string Word, string Text)[] Said =
    [
        (OrderKind.Drain, "drain", "The draining begins."),
        (OrderKind.CancelDrain, "cancel", "The draining is called off."),
        (OrderKind.Readmit, "readmit", "Back in service."),
    ];

    /// <summary>A form of the overview.</summary>
    public ManagerResponse Change(ManagerRequest request)
    {
        if (Read(request, out var fields, out var view) is { } refusal)
        {
            return refusal;
        }

        fields = Touched(fields);
        var key = First(fields, "b");
        var balancer = key is { Length: > 0 } ? view.Find(key) : null;
        if (gate.ProblemOfToken(request, First(fields, "nonce"), balancer?.Snapshot.Plan) is { } wrong)
        {
            return answers.Message(request, wrong.Status, wrong.Title, wrong.Lines);
        }

        if (string.IsNullOrEmpty(key))
        {
            return fields.Exists(f => f.Key is not ("nonce" or "xml" or "b"))
                ? Bad(request, view, null, [new("b", "no balancer was named", "Send its name as b", "b")]) : Shown(request, view, null, fields);
        }

        var unknown = balancer is null ? "There is no such balancer"
            : fields.Exists(f => f.Key == "w" && !balancer.Has(f.Value)) ? "There is no such member" : null;
        return unknown is not null ? answers.Message(request, 404, unknown, "Nothing was changed.")
            : EditDesk.Forbids(balancer!, request.Permissions) is { } forbidden
                ? answers.Message(request, 403, "Nothing was changed", forbidden.ToString())
            : OrderReader.Read(balancer!, [.. fields.Where(f => f.Key != "xml")], out var problems) is { } order ? Carry(request, view, order, fields)
            : Bad(request, view, balancer, problems);
    }

    /// <summary>The question of the why box. It changes nothing, but what it asks may be secret: it comes by POST, too.</summary>
    public ManagerResponse Explain(ManagerRequest request)
    {
        if (Read(request, out var fields, out var view) is { } refusal)
        {
            return refusal;
        }

        if (gate.ProblemOfToken(request, First(fields, "nonce")) is { } wrong)
        {
            return answers.Message(request, wrong.Status, wrong.Title, wrong.Lines);
        }

        var question = new WhyQuestion(
            First(fields, "b") ?? "", First(fields, "method") ?? "GET", First(fields, "path") ?? "/", First(fields, "host") ?? "",
            First(fields, "cookies") ?? "", First(fields, "fields") ?? "");
        var decision = WhyDesk.Answer(view, desk.Sites, question, request.Client, out var problem);
        return answers.Why(request, view, question, decision, problem);
    }

    /// <summary>The notice of what was done, to which a browser was sent afterwards: an entry of the journal, or a word. Null for neither.</summary>
    public static Notice? DoneNotice(BalancerView? balancer, string? entry) =>
        Said.FirstOrDefault(s => s.Word == entry).Text is { } text ? new(false, text)
            : long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && balancer?.Journal.FirstOrDefault(e => e.Id == id) is { } done
            ? new(false, done.Undoes is { } undone ? $"Entry {undone} was taken back." : "Applied.", [.. done.Changes.Select(c => c.ToString())])
            : null;

    private ManagerResponse Carry(ManagerRequest request, ManagerView view, Order order, List<KeyValuePair<string, string>> fields)
    {
        if (order is { Kind: OrderKind.Undo } && order.Balancer.Balancer.Journal.All(e => e.Id != order.Entry))
        {
            return answers.Message(request, 404, "The journal has no such entry", "Nothing was changed.");
        }

        if (order.Step == OrderStep.Preview || (order.Kind is not OrderKind.Edit && order.Revision is not null))
        {
            var preview = PreviewOf(request, order);
            if (order.Step == OrderStep.Preview || preview.IsStale || preview.Problems.Count > 0)
            {
                return Preview(request, view, order, preview, fields);
            }
        }

        var result = Do(request, order);
        return result.IsStale ? Preview(request, view, order, PreviewOf(request, order), fields)
            : result.Problems.Count > 0 ? Bad(request, view, order.Balancer, result.Problems)
            : order.Step == OrderStep.Apply && result.NotSaved is null ? SeeOther(request, order, result)
            : Shown(request, desk.View(), order, fields, result);
    }

    private EditResult Do(ManagerRequest request, Order order)
    {
        var (balancer, by) = (order.Balancer, desk.OperatorOf(request));
        switch (order.Kind)
        {
            case OrderKind.Edit:
                return order.Edits.Count == 0 ? new EditResult([]) : desk.Apply(balancer, new EditRequest(order.Edits) { By = by, Revision = order.Revision }, request.Permissions);
            case OrderKind.Undo:
                return desk.Undo(balancer, order.Entry, by, request.Permissions) ?? new EditResult([NoEntry]);
            case OrderKind.Drain:
                desk.BeginDrain(balancer, order.Members, order.Deadline, by);
                break;
            case OrderKind.CancelDrain:
                desk.CancelDrain(balancer, order.Members, by);
                break;
            default:
                desk.Readmit(balancer, order.Members, by);
                break;
        }

        return new EditResult([]);
    }

    private EditPreview PreviewOf(ManagerRequest request, Order order)
    {
        var edits = new EditRequest(order.Edits) { By = desk.OperatorOf(request), Revision = order.Revision };
        var preview = order.Kind == OrderKind.Undo ? desk.PreviewUndo(order.Balancer, order.Entry, request.Permissions) ?? new EditPreview([NoEntry])
            : desk.Preview(order.Balancer, edits, request.Permissions);
        if (!preview.IsStale)
        {
            return preview;
        }

        // What they would do now, besides what has changed.
        return desk.Preview(order.Balancer, edits with { Revision = null }, request.Permissions) with { IsStale = true, Since = preview.Since };
    }

    private ManagerResponse Preview(ManagerRequest request, ManagerView view, Order order, EditPreview preview, List<KeyValuePair<string, string>> fields)
    {
        if (preview.Problems.Count > 0 || (order.Kind == OrderKind.Edit && order.Edits.Count == 0))
        {
            return Bad(request, view, order.Balancer, preview.Problems.Count > 0 ? preview.Problems : [new(order.Balancer.Key, "nothing was to be changed", "Change a value")]);
        }

        var again = fields.Where(f => f.Key is not ("nonce" or "do" or "revision" or "xml")).ToList();
        return answers.Confirm(request, order.Balancer, preview, OrderTitle.Of(order), again);
    }

    // As httpd: the page itself, with what is in force now; or its XML.
    private ManagerResponse Shown(ManagerRequest request, ManagerView view, Order? order, List<KeyValuePair<string, string>> fields, EditResult? result = null)
    {
        if (First(fields, "xml") is ['1', ..])
        {
            return new(200, "text/xml; charset=utf-8", HttpdXml.Write(view, desk.TokenOf(request)));
        }

        var notice = result?.Entry is not { } entry ? null
            : result.NotSaved is not { } problem ? new Notice(false, "Applied.", [.. entry.Changes.Select(c => c.ToString())])
            : new Notice(true, "Applied, but not saved: it will not survive a restart.", [problem.ToString(), .. entry.Changes.Select(c => c.ToString())]);
        return answers.Overview(request, view, new Selection(order?.Balancer.Key, order?.Members is [var only] ? only : null), notice);
    }

    private static ManagerResponse SeeOther(ManagerRequest request, Order order, EditResult result)
    {
        var mount = string.Join('/', request.Mount.Split('/').Select(Uri.EscapeDataString));
        var done = result.Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"&done={entry.Id}")
            : Said.FirstOrDefault(s => s.Kind == order.Kind).Word is { } word ? $"&done={word}" : "";
        return new(303, "", default) { Fields = [new("Location", $"{(mount.Length == 0 ? "/" : mount)}?b={Uri.EscapeDataString(order.Balancer.Key)}{done}")] };
    }

    private ManagerResponse Bad(ManagerRequest request, ManagerView view, BalancerView? balancer, IReadOnlyList<ConfigurationProblem> problems) =>
        answers.Overview(
            request, view, new Selection(balancer?.Key), new Notice(true, "Nothing was changed.", [.. problems.Select(p => p.ToString())]), 400);

    // The form, and the view it is about; or why it is not looked at.
    private ManagerResponse? Read(ManagerRequest request, out List<KeyValuePair<string, string>> fields, out ManagerView view)
    {
        (fields, view) = ([], null!);
        if (gate.ProblemOf(request, ContentType) is { } wrong)
        {
            return answers.Message(request, wrong.Status, wrong.Title, wrong.Lines);
        }

        if (FormReader.Read(request.Body.Span, out var problem) is not { } read)
        {
            return answers.Message(request, 400, "The form is malformed", $"In it, {problem}.", "Nothing was changed.");
        }

        // The same name twice is two meanings; only members may be several.
        if (read.GroupBy(f => f.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Key != "w" && g.Skip(1).Any()) is not null)
        {
            return answers.Message(request, 400, "The form is malformed", "A field stands in it twice.", "Nothing was changed.");
        }

        (fields, view) = (read, desk.View());
        return null;
    }

    // Our forms say what each field held: what was left as it was must not take back what another operator has changed since.
    private static List<KeyValuePair<string, string>> Touched(List<KeyValuePair<string, string>> fields)
    {
        const string Was = "was_";
        var before = fields.Where(f => f.Key.StartsWith(Was, StringComparison.Ordinal)).ToDictionary(f => f.Key[Was.Length..], f => f.Value, StringComparer.Ordinal);
        return before.Count == 0 ? fields
            : [.. fields.Where(f => !f.Key.StartsWith(Was, StringComparison.Ordinal) && !(before.TryGetValue(f.Key, out var value) && value == f.Value))];
    }

    private static string? First(List<KeyValuePair<string, string>> fields, string name)
    {
        foreach (var (key, value) in fields)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }
}
