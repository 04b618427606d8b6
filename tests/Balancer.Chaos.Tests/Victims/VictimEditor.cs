using System.Globalization;

namespace Balancing.Chaos.Tests.Victims;

/// <summary>An operator who edits without rest, until somebody kills the process.</summary>
internal static class VictimEditor
{
    /// <summary>The balancer whose edits are saved.</summary>
    public static Balancer Make(string folder) => Balancer.Create("foo").Member("http://a").Member("http://b").Persist().StateDirectory(folder).Build();

    /// <summary>Edits both members to one number, then to the next; says each number when its save has returned.</summary>
    public static int Run(string folder)
    {
        using var foo = Make(folder);
        for (var i = 0; ; i = (i + 1) % 100)
        {
            var saved = foo.Edit(new MemberEdit("http://a") { LbSet = i }, new MemberEdit("http://b") { LbSet = i }).NotSaved is null;
            Console.WriteLine(saved ? i.ToString(CultureInfo.InvariantCulture) : "not saved");
        }
    }
}
