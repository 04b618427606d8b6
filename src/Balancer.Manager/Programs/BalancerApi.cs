using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>The API of one balancer.</summary>
internal sealed class BalancerApi(ManagerRequest request, IManagerDesk desk, BalancerView balancer, ApiLinks links)
{
    private const double LongestDeadline = 7 * 24 * 3600;

    private static readonly string[] Actions = ["/journal", "/drains", "/edits", "/undo", "/drain", "/drain/cancel", "/readmit", "/explain"];

    /// <summary>The balancer of a path below <c>/balancers/</c>, and what is wanted of it; null when there is none.</summary>
    public static BalancerView? Of(ManagerView view, string path, out string action)
    {
        action = "";
        if (view.Find(path) is { } whole)
        {
            return whole;
        }

        foreach (var known in Actions)
        {
            if (path.EndsWith(known, StringComparison.Ordinal) && view.Find(path[..^known.Length]) is { } found)
            {
                action = known;
                return found;
            }
        }

        return null;
    }

    /// <summary>True for what is asked with GET.</summary>
    public static bool IsRead(string action) => action is "/journal" or "/drains";

    /// <summary>What is asked with GET.</summary>
    public ManagerResponse Get(string action) => ApiResult.Ok(json =>
    {
        switch (action)
        {
            case "/journal":
                Wrap(json, () => json.WriteList("entries", balancer.Journal, JournalJson.Write));
                break;
            case "/drains":
                Wrap(json, () => json.WriteList("drains", desk.Drains().Where(d => d.BalancerKey == balancer.Key), DrainJson.Write));
                break;
            default:
                BalancerJson.Write(json, balancer, links);
                break;
        }
    });

    /// <summary>What is asked with POST.</summary>
    public ManagerResponse Post(string action)
    {
        if (action == "/explain")
        {
            return ExplainApi.Answer(request, facts => balancer.Balancer.Explain(facts));
        }

        var permissions = desk.PermissionsOf(request, balancer);
        if (!permissions.HasFlag(ManagerPermissions.Edit))
        {
            return Forbidden("You may look only");
        }

        return action switch
        {
            "/edits" => Edit(permissions),
            "/undo" => Undo(permissions),
            "/drain" => OfMembers(body => body.Seconds("deadlineSeconds", LongestDeadline), (members, deadline) => desk.BeginDrain(balancer, members, deadline, By)),
            "/drain/cancel" => OfMembers(static _ => 0, (members, _) => desk.CancelDrain(balancer, members, By)),
            _ => OfMembers(static _ => 0, (members, _) => desk.Readmit(balancer, members, By)),
        };
    }

    private Operator By => desk.OperatorOf(request);

    private ManagerResponse Edit(ManagerPermissions permissions)
    {
        var (revision, isDry, edits) = ApiBody.Read(
            request.Body, body => (body.Whole("revision"), body.Flag("dryRun"), ApiBody.Edits(body)), out var problems);
        if (problems.Count > 0)
        {
            return Refused(400, problems);
        }

        if (edits.OfType<AddMemberEdit>().Any() && !permissions.HasFlag(ManagerPermissions.AddMembers))
        {
            return Forbidden("You may not add members");
        }

        if (Strangers(edits.Select(NamedBy)) is { Count: > 0 } strangers)
        {
            return Refused(404, strangers);
        }

        var asked = new EditRequest(edits) { Revision = revision, By = By };
        return isDry ? Answer(desk.Preview(balancer, asked, permissions), 400) : Answer(desk.Apply(balancer, asked, permissions), 400);
    }

    private ManagerResponse Undo(ManagerPermissions permissions)
    {
        var (entry, isDry) = ApiBody.Read(
            request.Body, body => (body.Whole("entry") ?? body.Wrong<long>("entry", "is missing"), body.Flag("dryRun")), out var problems);
        if (problems.Count > 0)
        {
            return Refused(400, problems);
        }

        // An undo that is refused meets a state that it does not fit.
        var answer = isDry
            ? desk.PreviewUndo(balancer, entry, permissions) is { } preview ? Answer(preview, 409) : null
            : desk.Undo(balancer, entry, By, permissions) is { } result ? Answer(result, 409) : null;
        return answer ?? Refused(404, [new("entry", "the journal has no such entry", $"See {balancer.Key}/journal")]);
    }

    private ManagerResponse OfMembers<T>(Func<ApiObject, T> more, Action<IReadOnlyList<string>, T> act)
    {
        var (members, option) = ApiBody.Read(request.Body, body => (body.Texts("members"), more(body)), out var problems);
        if (problems.Count > 0)
        {
            return Refused(400, problems);
        }

        if (Strangers(members) is { Count: > 0 } strangers)
        {
            return Refused(404, strangers);
        }

        act([.. members.Select(url => balancer.Snapshot[url].Url)], option!);
        return Get("/drains");
    }

    private static string? NamedBy(BalancerEdit edit) => edit switch
    {
        MemberEdit member => member.Url,
        RemoveMemberEdit remove => remove.Url,
        _ => null,
    };

    private List<ConfigurationProblem> Strangers(IEnumerable<string?> urls)
    {
        var known = balancer.Snapshot.Members;
        return [.. urls.Where(url => url is not null && !Has(url)).Select(url => new ConfigurationProblem(
            url!, $"balancer://{balancer.Key} has no such member", $"Use one of {string.Join(", ", known.Take(20).Select(m => m.Url))}"))];
    }

    private bool Has(string url)
    {
        try
        {
            return balancer.Snapshot[url] is not null;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }

    private static ManagerResponse Answer(EditPreview preview, int status) => preview.IsStale ? Stale(preview.Since, preview.Revision)
        : preview.Problems.Count > 0 ? Refused(status, preview.Problems) : ApiResult.Ok(json => JournalJson.Write(json, preview));

    private static ManagerResponse Answer(EditResult result, int status) => result.IsStale ? Stale(result.Since, result.Revision)
        : result.Problems.Count > 0 ? Refused(status, result.Problems) : ApiResult.Ok(json => JournalJson.Write(json, result));

    private static ManagerResponse Stale(IReadOnlyList<JournalEntry> since, long revision) => ApiResult.Problem(
        409, "Something has changed since; nothing was applied", more: json =>
        {
            json.WriteNumber("revision", revision);
            json.WriteList("since", since, JournalJson.Write);
        });

    private static ManagerResponse Refused(int status, IEnumerable<ConfigurationProblem> problems) => ApiResult.Problem(status, "Nothing was changed", problems);

    private ManagerResponse Forbidden(string cause) =>
        ApiResult.Problem(403, "Nothing was changed", [new($"balancer://{balancer.Key}", cause, "Ask whoever set up the manager")]);

    private void Wrap(Utf8JsonWriter json, Action write)
    {
        json.WriteStartObject();
        json.WriteString("balancer", balancer.Key);
        write();
        json.WriteEndObject();
    }
}
