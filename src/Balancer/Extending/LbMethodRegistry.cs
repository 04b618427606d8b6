namespace Balancing;

/// <summary>The election methods that configuration may name (httpd: ap_register_provider). Names compare exactly, as in httpd. Safe for any thread.</summary>
public sealed class LbMethodRegistry
{
    private readonly Lock _gate = new();
    private volatile LbMethod[] _methods = [];

    /// <summary>A registry that knows some methods from the start.</summary>
    /// <param name="builtIns">The methods, in the order in which they are listed.</param>
    public LbMethodRegistry(params IEnumerable<LbMethod> builtIns)
    {
        ArgumentNullException.ThrowIfNull(builtIns);
        foreach (var method in builtIns)
        {
            Register(method);
        }
    }

    /// <summary>All names, in order of registration.</summary>
    public IReadOnlyList<string> Names => [.. _methods.Select(method => method.Name)];

    /// <summary>Adds a method under its own name; one of the same name is replaced.</summary>
    /// <param name="method">The method; its name has 1 to 15 characters and no white space.</param>
    /// <returns>This registry.</returns>
    public LbMethodRegistry Register(LbMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (method.Name is not { Length: >= 1 and <= 15 } name || name.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException($"The name of an election method has 1 to 15 printable characters, not '{method.Name}'.", nameof(method));
        }

        lock (_gate)
        {
            var known = Array.FindIndex(_methods, other => other.Name == method.Name);
            LbMethod[] methods = [.. _methods];
            _methods = known < 0 ? [.. methods, method] : [.. methods[..known], method, .. methods[(known + 1)..]];
        }

        return this;
    }

    /// <summary>The method of a name, or null.</summary>
    /// <param name="name">The word in configuration, for example <c>bytraffic</c>.</param>
    public LbMethod? Find(string name) => Array.Find(_methods, method => method.Name == name);
}
