namespace Balancing;

/// <summary>Plans SetEnv (mod_env.c: add_env_module_vars_set).</summary>
internal static class SetEnvPlanner
{
    private const string Word = "SetEnv";

    public static IReadOnlyList<KeyValuePair<string, string>> Plan(List<string> texts, Place place)
    {
        var all = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i] ?? "";
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = sign < 0 ? (text, "") : (text[..sign], text[(sign + 1)..]);
            if (name.Length == 0 || Characters.AnyControlOrSpace(name) || Characters.AnyControl(value))
            {
                place.At(i).Add($"{Kind<string>.Quote(text)} sets no variable", "Write NAME=value, or NAME for an empty value", Word);
            }

            all.Add(new(name, value));
        }

        return all;
    }
}
