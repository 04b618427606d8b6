using System.Globalization;

namespace Balancing.Managing;

/// <summary>Texts of an <see cref="EditWord"/>, read and written.</summary>
internal static class EditValue
{
    public static readonly string[] HcMethods = ["NONE", "TCP", "OPTIONS", "HEAD", "GET", "CPING", "OPTIONS11", "HEAD11", "GET11"];

    public static string Of(bool flag) => flag ? "1" : "0";

    public static string Of(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Of(HcMethod method) => method.ToString().ToUpperInvariant();

    /// <summary>What is wrong with a text, or null. Ranges are the draft's to judge: it knows them for edits of every origin.</summary>
    public static string? ProblemOf(EditWord word, string text) => word.Kind switch
    {
        EditWordKind.Flag => text is "0" or "1" ? null : "is neither 0 nor 1",
        EditWordKind.Number => Number(word, text) is null ? $"is no {(word.IsWhole ? "whole " : "")}number" : null,
        EditWordKind.Choice => word.Choices.Count == 0 || word.Choices.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"is none of {string.Join(", ", word.Choices)}",
        _ => text.Any(char.IsControl) ? "has a control character" : null,
    };

    public static double? Number(EditWord word, string text)
    {
        var style = word.IsWhole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : null; // NaN is not
    }

    public static HcMethod Method(string text) => Enum.Parse<HcMethod>(text, ignoreCase: true);
}
