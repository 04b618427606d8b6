namespace Balancing.HttpdConf.Reading;

/// <summary>One directive, or one section with all that is in it. What the words mean is no business of the reader.</summary>
/// <param name="Name">The name as written, without brackets; names compare without case.</param>
/// <param name="Arguments">The words after the name, quotes taken off.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ConfigNode(string Name, IReadOnlyList<string> Arguments, ConfigPlace Place)
{
    /// <summary>All after the name as written, variables replaced; some directives have quoting rules of their own.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the section holds, in order; null for a directive.</summary>
    public List<ConfigNode>? Children { get; init; }

    public bool IsSection => Children is not null;

    /// <summary>The name as people read it: <c>ProxyPass</c>, <c>&lt;Location&gt;</c>.</summary>
    public string Label => IsSection ? $"<{Name}>" : Name;

    /// <summary>The whole line as people read it: the name and what follows, a section in brackets.</summary>
    public string Line => (IsSection, Text.Length) switch
    {
        (true, 0) => $"<{Name}>",
        (true, _) => $"<{Name} {Text}>",
        (false, 0) => Name,
        _ => $"{Name} {Text}",
    };

    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
