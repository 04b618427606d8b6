using System.Reflection;

namespace Balancing.Managing;

/// <summary>Where a program keeps what must survive it.</summary>
internal static class StateFolder
{
    /// <summary>
    /// What systemd says (<c>STATE_DIRECTORY</c>), else a folder of this program in the user's local application data; null where there is none.
    /// </summary>
    public static string? Default { get; } = Find();

    /// <summary>Makes it when it is not there; only its owner may look into one that is made here.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } given)
        {
            return given.Split(':')[0];
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        var program = Assembly.GetEntryAssembly()?.GetName().Name ?? "program";
        return data.Length == 0 ? null : Path.Combine(data, "balancer", program);
    }
}
