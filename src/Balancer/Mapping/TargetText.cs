using System.Runtime.CompilerServices;
using System.Text;

namespace Balancing.Mapping;

/// <summary>Puts a target together from typed parts; no composed URL is ever parsed again (R31).</summary>
internal static class TargetText
{
    private const int StackRoom = 512;

    public static string Absolute(MemberUrl member, in MapResult hit)
    {
        var to = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[StackRoom]);
        if (member.Scheme.Length > 0)
        {
            to.AppendLiteral(member.Scheme);
            to.AppendLiteral("://");
        }

        to.AppendLiteral(member.Authority);
        AppendOrigin(ref to, member, hit);
        return to.ToStringAndClear();
    }

    public static string Origin(MemberUrl member, in MapResult hit)
    {
        var to = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[StackRoom]);
        AppendOrigin(ref to, member, hit);
        if (hit.Source is not { } source || !to.Text.SequenceEqual(source)) return to.ToStringAndClear();
        to.Clear();
        return source; // as it came: the usual case, and no new text
    }

    private static void AppendOrigin(ref DefaultInterpolatedStringHandler to, MemberUrl member, in MapResult hit)
    {
        var last = '\0';
        AppendPart(ref to, Encoded(member.Path), ref last);
        AppendPart(ref to, hit.Prefix, ref last);
        AppendPart(ref to, hit.Remainder, ref last);
        if (last == '\0') to.AppendLiteral("/");
        if (!hit.HasQuery) return;
        to.AppendLiteral("?");
        to.AppendFormatted(hit.QueryText);
    }

    // D1: exactly one slash between two parts; an empty part is none.
    private static void AppendPart(ref DefaultInterpolatedStringHandler to, ReadOnlySpan<char> part, ref char last)
    {
        if (part.IsEmpty) return;
        if (part[0] != '/' && last != '/') to.AppendLiteral("/");
        to.AppendFormatted(part[0] == '/' && last == '/' ? part[1..] : part);
        last = part[^1];
    }

    private static string Encoded(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(Percent.PathCharacters)) return path;
        var to = new StringBuilder();
        Percent.EncodeLiteral(to, path, Percent.PathCharacters);
        return to.ToString();
    }
}
