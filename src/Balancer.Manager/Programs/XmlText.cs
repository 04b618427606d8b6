using System.Xml;

namespace Balancing.Manager.Programs;

/// <summary>Texts that XML can carry.</summary>
internal static class XmlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text; control characters and halves of pairs, for which XML has no writing, become U+FFFD.</summary>
    public static string Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]))
            {
                return Replaced(text);
            }
        }

        return text;
    }

    private static string Replaced(string text)
    {
        var chars = text.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (i + 1 < chars.Length && char.IsSurrogatePair(chars[i], chars[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(chars[i]))
            {
                chars[i] = Replacement;
            }
        }

        return new string(chars);
    }
}
