namespace Balancing.Managing;

/// <summary>
/// Where the saved edits of one balancer are. A save writes a second file, forces it to the disk and renames it, so that whatever happens the
/// file is the old one or the new one.
/// </summary>
internal sealed class OverlayFile(string balancer, string? path)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const long MaxLength = 64 << 20;

    /// <summary>The file of a balancer.</summary>
    /// <param name="plan">The balancer.</param>
    /// <param name="directory">Where such files are; null for the default.</param>
    public static OverlayFile Of(BalancerPlan plan, string? directory)
    {
        var name = plan.Site is null ? plan.Name : $"{plan.Name}@{plan.Site}";
        var folder = directory ?? StateFolder.Default;
        return new OverlayFile(name, folder is null ? null : Path.Combine(folder, Uri.EscapeDataString(name) + ".edits.json"));
    }

    /// <summary>Reads the entries. A bad file is refused whole and put aside, for somebody to look at (R51).</summary>
    /// <param name="problem">What is wrong with it, or null.</param>
    public OverlayEntry[] Read(out ConfigurationProblem? problem)
    {
        problem = null;
        if (path is null || !File.Exists(path))
        {
            return [];
        }

        try
        {
            CheckOwner(path);
            return OverlayText.Read(File.ReadAllBytes(path), balancer);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            problem = new(path, $"the saved edits of balancer://{balancer} are refused: {e.Message}", PutAside(path), "BalancerPersist");
            return [];
        }
    }

    /// <summary>Replaces the entries.</summary>
    /// <returns>What went wrong, or null.</returns>
    public ConfigurationProblem? Write(IReadOnlyList<OverlayEntry> entries, DateTimeOffset at)
    {
        if (path is null)
        {
            return new($"balancer://{balancer}", "there is no directory for saved edits", "Set StateDirectory", "BalancerPersist");
        }

        try
        {
            var folder = Path.GetDirectoryName(path)!;
            StateFolder.Create(folder);
            var next = path + ".next";
            File.Delete(next);
            using (var stream = new FileStream(next, Fresh()))
            {
                stream.Write(OverlayText.Write(balancer, entries, at));
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, $"the edits of balancer://{balancer} could not be saved: {e.Message}", "Make the directory writable; every further edit tries again", "BalancerPersist");
        }
    }

    private static FileStreamOptions Fresh()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return options;
    }

    // CVE-2024-46544: nobody else may have had a hand in it.
    private static void CheckOwner(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new FormatException("others than its owner may write it");
        }

        if (new FileInfo(path).Length > MaxLength)
        {
            throw new FormatException("it is too large");
        }
    }

    private static string PutAside(string path)
    {
        try
        {
            File.Move(path, path + ".refused", overwrite: true);
            return $"It was put aside as {Path.GetFileName(path)}.refused; the configuration is in force";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Remove it; the configuration is in force ({e.Message})";
        }
    }
}
