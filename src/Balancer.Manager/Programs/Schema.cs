using System.Text.Json.Nodes;

namespace Balancing.Manager.Programs;

/// <summary>Pieces of JSON Schema (2020-12), as OpenAPI 3.1 takes them. Every call makes a new piece.</summary>
internal static class Schema
{
    public static JsonObject Text(string meaning) => Of("string", meaning);

    public static JsonObject Flag(string meaning) => Of("boolean", meaning);

    public static JsonObject Count(string meaning)
    {
        var schema = Of("integer", meaning);
        schema["minimum"] = 0;
        return schema;
    }

    public static JsonObject Number(string meaning) => Of("number", meaning);

    public static JsonObject Seconds(string meaning)
    {
        var schema = Of("number", meaning + ", in seconds");
        schema["minimum"] = 0;
        return schema;
    }

    public static JsonObject Moment(string meaning)
    {
        var schema = Of("string", meaning);
        schema["format"] = "date-time";
        return schema;
    }

    public static JsonObject Choice(string meaning, IEnumerable<string> words)
    {
        var schema = Of("string", meaning);
        schema["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]);
        return schema;
    }

    public static JsonObject List(string meaning, JsonObject items, int least = 0)
    {
        var schema = Of("array", meaning);
        schema["items"] = items;
        if (least > 0)
        {
            schema["minItems"] = least;
        }

        return schema;
    }

    /// <summary>Another schema of the document.</summary>
    public static JsonObject Ref(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>The same, or null.</summary>
    public static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is not JsonValue type)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }

        schema["type"] = new JsonArray((string)type!, "null");
        (schema["enum"] as JsonArray)?.Add(null);
        return schema;
    }

    /// <summary>An object with these properties and no others; a name that ends in <c>?</c> may be missing.</summary>
    public static JsonObject Object(string meaning, params IEnumerable<(string Name, JsonObject Schema)> properties)
    {
        var (all, required) = (new JsonObject(), new JsonArray());
        foreach (var (name, schema) in properties)
        {
            all[name.TrimEnd('?')] = schema;
            if (!name.EndsWith('?'))
            {
                required.Add(name);
            }
        }

        var result = Of("object", meaning);
        (result["properties"], result["required"], result["additionalProperties"]) = (all, required, false);
        return result;
    }

    /// <summary>What an edit may set: kind, range and words are those of the core's table.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isAnswer">True for what is told; only that may be null.</param>
    public static JsonObject Of(ApiField field, bool isAnswer)
    {
        var word = field.Word;
        var meaning = $"{word.Meaning} (httpd: {word.Word})";
        switch (word.Kind)
        {
            case EditWordKind.Flag:
                return Flag(meaning);
            case EditWordKind.Choice:
                return word.Choices.Count > 0 ? Choice(meaning, word.Choices) : Text(meaning);
            case EditWordKind.Text:
                var text = Text(meaning);
                return word.Most > 0 ? With(text, "maxLength", (int)word.Most) : text;
            default:
                var number = With(Of(word.IsWhole ? "integer" : "number", meaning), "minimum", word.Least);
                number = word.Most > 0 ? With(number, "maximum", word.Most) : number;
                return isAnswer ? OrNull(number) : number;
        }
    }

    private static JsonObject With(JsonObject schema, string name, double value)
    {
        schema[name] = value;
        return schema;
    }

    private static JsonObject Of(string type, string meaning) => new() { ["type"] = type, ["description"] = meaning };
}
