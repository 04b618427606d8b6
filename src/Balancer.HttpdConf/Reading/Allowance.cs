namespace Balancing.HttpdConf.Reading;

/// <summary>
/// How much work a text may cause beyond its own length: variables, macros and includes can each multiply it (R57). Far above
/// what a real configuration needs, far below what a machine notices.
/// </summary>
internal sealed class Allowance
{
    /// <summary>Characters that variables and macros may produce, with the work of finding them.</summary>
    public const int MostExpanded = 8 * 1024 * 1024;

    /// <summary>What a line of a macro costs beyond its characters.</summary>
    public const int PerLine = 64;

    /// <summary>Files and folder entries that includes may touch.</summary>
    public const int MostFiles = 10_000;

    /// <summary>Characters that included files may hold together.</summary>
    public const int MostIncluded = 64 * 1024 * 1024;

    public int Expanded { get; private set; }

    public int Files { get; private set; }

    public int Included { get; private set; }

    /// <summary>False when there is nothing left; it then stays so.</summary>
    public bool Expand(int work) => (Expanded = Add(Expanded, work)) <= MostExpanded;

    /// <summary>False when there is nothing left; it then stays so.</summary>
    public bool TouchFiles(int count) => (Files = Add(Files, count)) <= MostFiles;

    /// <summary>False when there is nothing left; it then stays so.</summary>
    public bool Include(int characters) => (Included = Add(Included, characters)) <= MostIncluded;

    private static int Add(int spent, int more) => (int)Math.Min((long)spent + more, int.MaxValue);
}
