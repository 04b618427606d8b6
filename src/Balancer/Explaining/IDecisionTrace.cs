namespace Balancing.Explaining;

/// <summary>
/// Where deciders say what they look at. Codes and indexes only, never built strings: <see cref="Silent"/> then compiles to nothing.
/// </summary>
internal interface IDecisionTrace
{
    /// <summary>One step about the rule or member at <paramref name="index"/>, with the number it was judged by.</summary>
    void Note(StepCode code, int index = -1, long number = 0);

    /// <summary>One step with a piece of the request's own text.</summary>
    void Note(StepCode code, int index, ReadOnlySpan<char> text);
}

/// <summary>The trace of the hot path: says nothing and costs nothing.</summary>
internal readonly struct Silent : IDecisionTrace
{
    public void Note(StepCode code, int index = -1, long number = 0)
    {
    }

    public void Note(StepCode code, int index, ReadOnlySpan<char> text)
    {
    }
}

/// <summary>The trace of <c>Explain</c>: keeps every step.</summary>
internal readonly struct Recording() : IDecisionTrace
{
    public List<TraceEntry> Entries { get; } = [];

    public void Note(StepCode code, int index = -1, long number = 0) => Entries.Add(new TraceEntry(code, index, number, ""));

    public void Note(StepCode code, int index, ReadOnlySpan<char> text) => Entries.Add(new TraceEntry(code, index, 0, text.ToString()));
}

/// <summary>One kept step.</summary>
internal readonly record struct TraceEntry(StepCode Code, int Index, long Number, string Text);
