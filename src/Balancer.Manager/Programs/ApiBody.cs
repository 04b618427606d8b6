using System.Globalization;
using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>What a program asks for.</summary>
internal static class ApiBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads a body; what is wrong with it is in <see cref="ApiObject.Problems"/>.</summary>
    /// <param name="body">The body.</param>
    /// <param name="read">Takes out of it what it needs.</param>
    /// <param name="problems">What is wrong; empty when nothing is.</param>
    public static T? Read<T>(ReadOnlyMemory<byte> body, Func<ApiObject, T> read, out List<ConfigurationProblem> problems)
    {
        problems = [];
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var all = new ApiObject(document.RootElement, "", problems);
            var result = read(all);
            all.End();
            return result;
        }
        catch (JsonException)
        {
            problems.Add(new("body", "is no JSON, has a property twice, or is nested too deeply", "Send JSON (RFC 8259) in UTF-8"));
            return default;
        }
    }

    /// <summary>The edits of <c>{"edits":[{"member":url,"set":{...}},{"set":{...}},{"add":url},{"remove":url}]}</c>.</summary>
    public static IReadOnlyList<BalancerEdit> Edits(ApiObject body)
    {
        var list = body.List("edits");
        if (list.Count == 0)
        {
            body.Wrong<bool>("edits", "is no list of edits, or an empty one");
        }

        var edits = new List<BalancerEdit>();
        for (var i = 0; i < list.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"edits[{i}]");
            var one = new ApiObject(list[i], place, body.Problems);
            if (Edit(one, place) is { } edit)
            {
                edits.Add(edit);
            }

            one.End();
        }

        return edits;
    }

    private static BalancerEdit? Edit(ApiObject one, string place)
    {
        var (member, add, remove, set) = (one.Text("member"), one.Text("add"), one.Text("remove"), one.Object("set"));
        return (member, add, remove, set) switch
        {
            (null, not null, null, null) => new AddMemberEdit(add),
            (null, null, not null, null) => new RemoveMemberEdit(remove),
            (null, null, null, not null) => EditWords.ReadSettings(Fields(set, ApiField.OfBalancer, place), one.Problems),
            (not null, null, null, not null) => EditWords.ReadMember(member, Fields(set, ApiField.OfMember, place), one.Problems),
            _ => one.Wrong<BalancerEdit>("set", "is neither member and set, nor set, nor add, nor remove alone"),
        };
    }

    private static List<KeyValuePair<string, string>> Fields(ApiObject set, IReadOnlyList<ApiField> known, string place)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var property in set.All)
        {
            if (known.FirstOrDefault(f => f.Name == property.Name) is not { } field)
            {
                set.Problems.Add(new($"{place}.set.{property.Name}", "there is no such setting", $"Use one of {string.Join(", ", known.Select(f => f.Name))}"));
            }
            else if (field.Read(property.Value, out var problem) is { } text)
            {
                fields.Add(new(field.Word.Word, text));
            }
            else
            {
                set.Problems.Add(new($"{place}.set.{property.Name}", problem, field.Word.Meaning, field.Word.Word));
            }
        }

        return fields;
    }
}
