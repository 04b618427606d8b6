using System.Globalization;
using System.Text.Json;

namespace Balancing.Manager.Programs;

/// <summary>An <see cref="EditWord"/> as JSON: its name, and its value in both directions. Names, documents and answers all come from here.</summary>
internal sealed class ApiField
{
    private ApiField(EditWord word)
    {
        Word = word;
        Name = ApiNames.Camel(word.Setting) + word.Unit switch { "s" => "Seconds", "ms" => "Milliseconds", _ => "" };
    }

    /// <summary>Those of a member.</summary>
    public static IReadOnlyList<ApiField> OfMember { get; } = [.. EditWords.OfMember.Select(w => new ApiField(w))];

    /// <summary>Those of a balancer.</summary>
    public static IReadOnlyList<ApiField> OfBalancer { get; } = [.. EditWords.OfBalancer.Select(w => new ApiField(w))];

    /// <summary>What it is in the core.</summary>
    public EditWord Word { get; }

    /// <summary>For example <c>loadFactor</c>, or <c>timeoutSeconds</c>.</summary>
    public string Name { get; }

    /// <summary>True for a text of which empty means none.</summary>
    private bool IsClearedByMinus => Word is { Kind: EditWordKind.Text, IsOfMember: false };

    /// <summary>Writes a property of which the text is known.</summary>
    public void Write(Utf8JsonWriter json, string text)
    {
        json.WritePropertyName(Name);
        switch (Word.Kind)
        {
            case EditWordKind.Flag:
                json.WriteBooleanValue(text == "1");
                break;
            case EditWordKind.Number when text.Length == 0:
                json.WriteNullValue();
                break;
            case EditWordKind.Number:
                json.WriteNumberValue(decimal.Parse(text, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(IsClearedByMinus && text == "-" ? "" : text);
                break;
        }
    }

    /// <summary>The text of a value, or what is wrong with it.</summary>
    public string? Read(JsonElement value, out string problem)
    {
        problem = "";
        switch (Word.Kind, value.ValueKind)
        {
            case (EditWordKind.Flag, JsonValueKind.True):
                return "1";
            case (EditWordKind.Flag, JsonValueKind.False):
                return "0";
            case (EditWordKind.Number, JsonValueKind.Number) when value.TryGetDecimal(out var number):
                return number.ToString("G29", CultureInfo.InvariantCulture); // 4.0 is 4
            case (EditWordKind.Text, JsonValueKind.String):
                return value.GetString() is { Length: > 0 } text ? text : IsClearedByMinus ? "-" : "";
            case (EditWordKind.Choice, JsonValueKind.String) when value.GetString() is { Length: > 0 } choice:
                return choice;
            default:
                problem = Word.Kind switch
                {
                    EditWordKind.Flag => "is neither true nor false",
                    EditWordKind.Number => "is no number",
                    EditWordKind.Choice => "is no word",
                    _ => "is no text",
                };
                return null;
        }
    }
}
