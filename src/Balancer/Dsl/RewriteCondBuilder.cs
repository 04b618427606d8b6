namespace Balancing;

/// <summary>Says the flags of a RewriteCond.</summary>
public sealed class RewriteCondBuilder
{
    internal RewriteCondBuilder(RewriteCondOptions options) => Options = options;

    /// <summary>The options that the verbs fill.</summary>
    public RewriteCondOptions Options { get; }

    /// <summary>[NC] (Off). In any case.</summary>
    public RewriteCondBuilder NoCase() => Flags("NC");

    /// <summary>[OR] (Off). It is enough when this or the next condition holds.</summary>
    public RewriteCondBuilder Or() => Flags("OR");

    /// <summary>[flags] (none). Flags as httpd writes them, without brackets: <c>NC,OR</c>.</summary>
    public RewriteCondBuilder Flags(string flags)
    {
        Options.Flags = string.IsNullOrEmpty(Options.Flags) ? flags : $"{Options.Flags},{flags}";
        return this;
    }
}
