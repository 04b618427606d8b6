using Balancing.Expressions;

namespace Balancing.Mapping;

/// <summary>What a reference in a text of mod_rewrite points to.</summary>
internal enum ReferenceKind
{
    /// <summary><c>$0</c>..<c>$9</c>: what the rule's pattern captured.</summary>
    Capture,

    /// <summary><c>%0</c>..<c>%9</c>: what the last matched condition captured.</summary>
    Condition,

    /// <summary><c>%{NAME}</c>: a fact of the request.</summary>
    Request,
}

/// <summary>A reference in the substitution or test string of a rewrite rule (mod_rewrite.c: do_expand).</summary>
/// <param name="Kind">What it points to.</param>
/// <param name="Group">The group of a capture.</param>
/// <param name="Name">The name of a fact.</param>
internal readonly record struct Reference(ReferenceKind Kind, int Group, VariableName Name)
{
    /// <summary>True for a fact that is our own host or port, as far as the client may say it (R19).</summary>
    public bool IsOwnHost => Kind == ReferenceKind.Request
        && (Name is { Argument: null, Name: "HTTP_HOST" or "SERVER_NAME" or "SERVER_PORT" }
            || (Name is { Name: "HTTP", Argument: { } header } && header.Equals("Host", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads the reference that starts at <paramref name="at"/>; where it ends, or -1 when there is none.</summary>
    public static int Read(string text, int at, out Reference reference)
    {
        reference = default;
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (text[at] is '$' or '%' && char.IsAsciiDigit(next))
        {
            reference = new(text[at] == '$' ? ReferenceKind.Capture : ReferenceKind.Condition, next - '0', default);
            return at + 2;
        }

        var close = text[at] == '%' && next == '{' ? text.IndexOf('}', at) : -1;
        if (close < 0) return -1;
        reference = new(ReferenceKind.Request, 0, VariableName.Parse(text[(at + 2)..close]));
        return close + 1;
    }

    /// <summary>All references of a text in order; what stands behind a backslash is none.</summary>
    public static IEnumerable<Reference> In(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\')
            {
                i += 2;
            }
            else if (Read(text, i, out var reference) is var end and > 0)
            {
                yield return reference;
                i = end;
            }
            else
            {
                i++;
            }
        }
    }
}
