using System.Globalization;

namespace Balancing.Manager.Serving;

/// <summary>Makes an order of the fields of a form, or says everything that is wrong with them.</summary>
internal sealed class OrderReader
{
    private const double LongestDeadline = 7 * 86_400;

    private static readonly string[] Own = ["nonce", "b", "w", "do", "revision", "remove", "drain", "deadline", "readmit", "undo", "b_nwrkr", "b_wyes"];

    private readonly BalancerView _view;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _fields;
    private readonly List<ConfigurationProblem> _problems = [];

    private OrderReader(BalancerView view, IReadOnlyList<KeyValuePair<string, string>> fields) => (_view, _fields) = (view, fields);

    /// <summary>Reads a form about a balancer.</summary>
    /// <param name="view">The balancer that <c>b</c> names.</param>
    /// <param name="fields">The form. Its members, <c>w</c>, are known to be there.</param>
    /// <param name="problems">What is wrong with it, when the result is null.</param>
    public static Order? Read(BalancerView view, IReadOnlyList<KeyValuePair<string, string>> fields, out IReadOnlyList<ConfigurationProblem> problems)
    {
        var reader = new OrderReader(view, fields);
        var order = reader.Read();
        problems = reader._problems;
        return problems.Count == 0 ? order : null;
    }

    private Order Read()
    {
        string[] members = [.. _fields.Where(f => f.Key == "w").Select(f => f.Value).Distinct(StringComparer.Ordinal)];
        KeyValuePair<string, string>[] settings = [.. _fields.Where(f => !Own.Contains(f.Key, StringComparer.Ordinal))];
        var kind = Kind();
        var edits = kind switch
        {
            OrderKind.Drain => members.Select(BalancerEdit (w) => new MemberEdit(w) { Drain = true }),
            OrderKind.CancelDrain => members.Select(BalancerEdit (w) => new MemberEdit(w) { Drain = false }),
            OrderKind.Readmit => members.Select(BalancerEdit (w) => new MemberEdit(w) { Drain = false, Disabled = false, InError = false }),
            OrderKind.Undo => [],
            _ => Edits(members, settings),
        };
        if (kind is OrderKind.Drain or OrderKind.CancelDrain or OrderKind.Readmit && members.Length == 0)
        {
            Problem("w", "no member was chosen", "Choose at least one");
        }

        if (kind != OrderKind.Edit && Array.Find(settings, s => s.Value.Length > 0) is { Key: { } other })
        {
            Problem(other, "it does not go with the rest", "Send one thing at a time");
        }

        return new Order
        {
            Balancer = _view,
            Kind = kind,
            Step = Value("do") switch { "preview" => OrderStep.Preview, "apply" => OrderStep.Apply, null => OrderStep.AsHttpd, _ => Bad("do", "preview or apply") },
            Members = members,
            Edits = [.. edits],
            Deadline = Deadline(),
            Entry = Number("undo") ?? 0,
            Revision = Number("revision"),
        };
    }

    private OrderKind Kind()
    {
        (string Field, OrderKind Kind)[] asked =
        [
            .. Flag("drain") switch { true => [("drain", OrderKind.Drain)], false => [("drain", OrderKind.CancelDrain)], _ => Array.Empty<(string, OrderKind)>() },
            .. Flag("readmit") == true ? [("readmit", OrderKind.Readmit)] : Array.Empty<(string, OrderKind)>(),
            .. Value("undo") is { Length: > 0 } ? [("undo", OrderKind.Undo)] : Array.Empty<(string, OrderKind)>(),
            .. Flag("remove") == true ? [("remove", OrderKind.Edit)] : Array.Empty<(string, OrderKind)>(),
        ];
        if (asked.Length > 1)
        {
            Problem(asked[1].Field, $"it does not go with {asked[0].Field}", "Send one thing at a time");
        }

        return asked is [var only, ..] ? only.Kind : OrderKind.Edit;
    }

    private List<BalancerEdit> Edits(string[] members, KeyValuePair<string, string>[] settings)
    {
        var edits = new List<BalancerEdit>();
        KeyValuePair<string, string>[] ofBalancer = [.. settings.Where(s => EditWords.OfBalancer.Any(w => w.Word == s.Key))];
        KeyValuePair<string, string>[] ofMember = [.. settings.Except(ofBalancer)];
        var changes = EditWords.ReadSettings(ofBalancer, _problems);
        if (changes != new SettingsEdit())
        {
            edits.Add(changes);
        }

        if (Flag("remove") == true)
        {
            Remove(members, ofMember, edits);
        }
        else
        {
            Change(members, ofMember, edits);
        }

        Add(edits);
        return edits;
    }

    private void Remove(string[] members, KeyValuePair<string, string>[] fields, List<BalancerEdit> edits)
    {
        var other = Array.Find(fields, f => f.Value.Length > 0).Key; // the form of several members brings all its fields, empty
        if (members.Length == 0 || other is not null)
        {
            Problem("remove", other is not null ? $"{other} does not go with it" : "no member was chosen", "Choose members, and change nothing of them");
        }

        edits.AddRange(members.Select(url => new RemoveMemberEdit(url)));
    }

    // Unknown fields are found here, too: a word that is neither the balancer's nor ours can only be a member's.
    private void Change(string[] members, KeyValuePair<string, string>[] fields, List<BalancerEdit> edits)
    {
        if (members.Length == 0 && fields.Length > 0)
        {
            _ = EditWords.ReadMember("member", fields, _problems);
            Problem("w", "no member was chosen", "Name at least one");
        }

        var known = _problems.Count;
        foreach (var url in members)
        {
            // The same fields for all: what is wrong with them is said once.
            var edit = EditWords.ReadMember(url, fields, _problems);
            if (_problems.Count > known)
            {
                return;
            }

            if (edit != new MemberEdit(url))
            {
                edits.Add(edit);
            }
        }
    }

    // httpd adds only when the box beside the URL is ticked, and else says nothing.
    private void Add(List<BalancerEdit> edits)
    {
        var (url, isTicked) = (Value("b_nwrkr") ?? "", Flag("b_wyes") == true);
        if (url.Length > 0 && isTicked)
        {
            edits.Add(new AddMemberEdit(url));
        }
        else if (url.Length > 0 || isTicked)
        {
            Problem(url.Length > 0 ? "b_wyes" : "b_nwrkr", url.Length > 0 ? "a new member was not confirmed" : "a new member has no URL", "Send b_nwrkr=<url> and b_wyes=1");
        }
    }

    private string? Value(string name)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            if (_fields[i].Key == name)
            {
                return _fields[i].Value;
            }
        }

        return null;
    }

    private bool? Flag(string name)
    {
        switch (Value(name))
        {
            case "1": return true;
            case "0": return false;
            case null or "": return null;
            default:
                Bad(name, "1 or 0");
                return null;
        }
    }

    private long? Number(string name)
    {
        if (Value(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Bad(name, "a whole number");
        return null;
    }

    private TimeSpan? Deadline()
    {
        if (Value("deadline") is not { Length: > 0 } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestDeadline)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Bad("deadline", string.Create(CultureInfo.InvariantCulture, $"0 to {LongestDeadline} seconds, or leave it empty to wait for ever"));
        return null;
    }

    private OrderStep Bad(string field, string wanted)
    {
        Problem(field, $"\"{Value(field)}\" is not understood", $"Use {wanted}");
        return OrderStep.AsHttpd;
    }

    private void Problem(string field, string cause, string remedy)
    {
        if (!_problems.Exists(p => p.HttpdWord == field && p.Cause == cause))
        {
            _problems.Add(new($"{_view.Key} {field}", cause, remedy, field));
        }
    }
}
