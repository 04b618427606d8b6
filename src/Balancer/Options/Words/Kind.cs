using System.Diagnostics.CodeAnalysis;

namespace Balancing;

/// <summary>Reads httpd's text of a value, strictly (D6).</summary>
internal delegate bool Reader<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A kind of value: how httpd writes it, and which values are allowed.</summary>
/// <param name="form">How it is written, for example <c>a whole number</c>.</param>
/// <param name="range">Which values are allowed, for example <c>0 to 99</c>; empty when the form says it all.</param>
/// <param name="read">Reads httpd's text.</param>
/// <param name="allows">True for a value in range.</param>
/// <param name="show">How a value that is out of range is shown.</param>
internal sealed class Kind<T>(string form, string range, Reader<T> read, Func<T, bool> allows, Func<T, string> show)
{
    /// <summary>True for secrets, which no message repeats (R53).</summary>
    public bool Hidden { get; init; }

    /// <summary>Which values httpd's text can say, where that is less than all allowed ones.</summary>
    public string TextRange { get; init; } = range;

    public string RemedyForText => TextRange.Length == 0 ? $"Use {form}" : form.Length == 0 ? $"Use {TextRange}" : $"Use {form}, {TextRange}";

    public string RemedyForValue { get; } = $"Use {(range.Length == 0 ? form : range)}";

    public bool TryRead(string text, [MaybeNullWhen(false)] out T value) => read(text, out value) && allows(value);

    public bool Allows(T value) => allows(value);

    public string Show(T value) => Hidden ? "what was given (not shown)" : show(value);

    public string ShowText(string text) => Hidden ? "what was given (not shown)" : Quote(text);

    public static string Quote(string text) => text.Length <= 80 ? $"'{text}'" : $"'{text.AsSpan(0, 77)}...' ({text.Length} characters)";
}
