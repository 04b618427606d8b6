using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Balancing.Manager.Tests.Pages;

/// <summary>Reads a page with a parser as browsers have it and with one that forgives nothing. Both have to see the same.</summary>
internal static class TwoParsers
{
    /// <summary>The page, once both agree about it.</summary>
    public static PageNode Read(byte[] page)
    {
        var strict = StrictHtml.Parse(page);
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(page));
        var lenient = new PageNode("#document");
        lenient.Children.Add(Of(document.DocumentElement));
        Assert.Equal(strict.Print(), lenient.Print());
        return strict;
    }

    private static PageNode Of(IElement element)
    {
        var node = new PageNode(element.LocalName);
        foreach (var attribute in element.Attributes)
        {
            node.Attributes[attribute.Name] = attribute.Value;
        }

        foreach (var child in element.ChildNodes)
        {
            switch (child)
            {
                case IElement inner:
                    node.Children.Add(Of(inner));
                    break;
                case IText text:
                    node.Add(text.Data);
                    break;
                default:
                    throw new InvalidOperationException($"There is a {child.NodeType} in the page.");
            }
        }

        return node;
    }
}
