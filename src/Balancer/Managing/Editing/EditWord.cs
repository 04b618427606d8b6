namespace Balancing;

/// <summary>One field of httpd's manager forms, and of ours: its word, its name, and what it may hold.</summary>
public sealed record EditWord
{
    /// <summary>The form's word, for example <c>w_lf</c>.</summary>
    public required string Word { get; init; }

    /// <summary>The setting's name, for example <c>LoadFactor</c>.</summary>
    public required string Setting { get; init; }

    /// <summary>True for a field of a member, false for one of the balancer.</summary>
    public required bool IsOfMember { get; init; }

    /// <summary>What kind of value it holds.</summary>
    public required EditWordKind Kind { get; init; }

    /// <summary>Least number; 0 for what is no number.</summary>
    public double Least { get; init; }

    /// <summary>Greatest number, or greatest length of a text; 0 for no limit.</summary>
    public double Most { get; init; }

    /// <summary>True when the number has no fraction.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The words of a <see cref="EditWordKind.Choice"/>; empty when they are the registered methods (<c>b_lbm</c>).</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Unit of the number: <c>s</c>, <c>ms</c>, or empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Its label on httpd's page, for example <c>Load factor</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What it means, one sentence.</summary>
    public required string Meaning { get; init; }
}

/// <summary>Kinds of values of an <see cref="EditWord"/>.</summary>
public enum EditWordKind
{
    /// <summary><c>1</c> or <c>0</c>.</summary>
    Flag,

    /// <summary>A number, with a dot when it is not whole.</summary>
    Number,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>One of some words.</summary>
    Choice,
}
