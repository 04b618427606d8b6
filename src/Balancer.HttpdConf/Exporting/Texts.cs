using System.Globalization;

namespace Balancing.HttpdConf.Exporting;

/// <summary>What texts hold.</summary>
internal static class Texts
{
    /// <summary>True when no half of a surrogate pair stands alone; else no encoding can carry the text.</summary>
    public static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text on one line, for a comment: what would end the line, or hide something in it, is a space.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) || IsInvisible(c) ? ' ' : c)).TrimEnd('\\', ' ');

    /// <summary>Line and paragraph separators, and what changes the direction of text or takes no room.</summary>
    public static bool IsInvisible(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control;
}
