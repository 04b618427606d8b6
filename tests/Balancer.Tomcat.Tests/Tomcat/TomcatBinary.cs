namespace Balancing.Tomcat.Tests.Tomcat;

/// <summary>Where Tomcat 10 is on this machine: CATALINA_HOME, or where packages and people put it.</summary>
internal static class TomcatBinary
{
    private static readonly string[] Places = ["/usr/share/tomcat10", "/opt/tomcat10", "/opt/tomcat", "/usr/local/tomcat", "/usr/share/tomcat11"];

    public static string? Home { get; } =
        Places.Prepend(Environment.GetEnvironmentVariable("CATALINA_HOME") ?? "").FirstOrDefault(p => p.Length > 0 && File.Exists(Path.Combine(p, "bin", "bootstrap.jar")));

    /// <summary>The Java to run it with: JAVA_HOME's, else that of the PATH.</summary>
    public static string Java { get; } =
        Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", "java")) ? Path.Combine(home, "bin", "java") : "java";

    /// <exception cref="InvalidOperationException">It is not here; says what to do.</exception>
    public static string Require() => Home ?? throw new InvalidOperationException(
        "Tomcat 10 is not here. On Debian or Ubuntu: sudo apt-get install --no-install-recommends tomcat10 default-jre-headless; elsewhere set CATALINA_HOME.");
}
