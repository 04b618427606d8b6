using System.Text;

namespace Balancing.Ajp.Tests.Wire;

/// <summary>Every character of every kind of text, both ways: one rule (R14, R52).</summary>
public class TextTests
{
    [Fact]
    public void Each_character_is_judged_alike_when_sent_and_when_received()
    {
        foreach (var kind in Enum.GetValues<TextKind>())
        {
            for (var c = 0; c <= 0xFF; c++)
            {
                foreach (var text in (string[])[((char)c).ToString(), "abcdefghijklmnopqrstuvwxyzabcdefg" + (char)c, (char)c + "z"])
                {
                    var sent = WireText.Check(text.AsSpan(), kind);
                    Assert.Equal(sent, WireText.Check(Encoding.Latin1.GetBytes(text), kind));
                    Assert.Equal(Allowed(kind, (char)c), sent == AjpFault.None);
                }
            }
        }
    }

    [Fact]
    public void What_is_not_Latin_1_is_not_sent()
    {
        foreach (var kind in Enum.GetValues<TextKind>())
        {
            Assert.NotEqual(AjpFault.None, WireText.Check("a\u0100".AsSpan(), kind));
            Assert.NotEqual(AjpFault.None, WireText.Check("\u20ac".AsSpan(), kind));
            Assert.NotEqual(AjpFault.None, WireText.Check("\ud83d\ude00".AsSpan(), kind));
        }
    }

    [Fact]
    public void A_name_is_never_empty_but_a_value_may_be()
    {
        Assert.Equal(AjpFault.BadName, WireText.Check("".AsSpan(), TextKind.Token));
        Assert.Equal(AjpFault.None, WireText.Check("".AsSpan(), TextKind.Value));
        Assert.Equal(AjpFault.None, WireText.Check("".AsSpan(), TextKind.Target));
    }

    private static bool Allowed(TextKind kind, char c) => kind switch
    {
        TextKind.Token => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal),
        TextKind.Target => c is (> ' ' and < '\x7f') or >= '\x80',
        TextKind.Pem => c is '\t' or '\r' or '\n' or (>= ' ' and < '\x7f') or >= '\x80',
        _ => c is '\t' or (>= ' ' and < '\x7f') or >= '\x80',
    };
}
