using Balancing.Expressions;
using Balancing.Mapping;

namespace Balancing;

/// <summary>Checks what the texts of a RewriteRule and RewriteCond refer to.</summary>
internal static class RewriteReferences
{
    /// <summary>Reports references to what there is none of here.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="word">The httpd word.</param>
    /// <param name="isLookedAt">False: the text's value does not matter, so it may refer to local files.</param>
    public static void Check(string text, Place place, string word, bool isLookedAt = true)
    {
        foreach (var reference in Reference.In(text))
        {
            var why = reference.Kind != ReferenceKind.Request ? null
                : reference.Name.Argument is null ? RequestNames.Rewriting.WhyNotVariable(reference.Name.Name)
                : RequestNames.Rewriting.WhyNotFunction(reference.Name.Name.ToLowerInvariant());
            if (why is var (cause, remedy) && (isLookedAt || !reference.Name.Name.EndsWith("DOCUMENT_ROOT", StringComparison.Ordinal)))
                place.Add(cause, remedy, word);
        }

        if (HasMap(text)) place.Add("${map:key} looks into a RewriteMap, and there are none here", "Write the rules out, or set a variable in the host", word);
    }

    private static bool HasMap(string text)
    {
        for (var i = text.IndexOf("${", StringComparison.Ordinal); i >= 0; i = text.IndexOf("${", i + 1, StringComparison.Ordinal))
        {
            if (i == 0 || text[i - 1] != '\\') return true;
        }

        return false;
    }
}
