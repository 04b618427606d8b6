using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Balancing;

/// <summary>
/// Why a request goes where it goes: every rule and member that was looked at, chosen or why not, with the numbers it was judged
/// by. Made by the code that decides, on a copy of the numbers.
/// </summary>
public sealed class Decision
{
    internal Decision(string subject, IReadOnlyList<DecisionStep> steps, Member? member, Refusal? refusal)
    {
        Subject = subject;
        Steps = steps;
        Member = member;
        Refusal = refusal;
    }

    /// <summary>What decided, for example <c>balancer://foo  lbmethod=byrequests</c>.</summary>
    public string Subject { get; }

    /// <summary>The steps in the order they were taken.</summary>
    public IReadOnlyList<DecisionStep> Steps { get; }

    /// <summary>The member that <c>Acquire</c> would take now, or null.</summary>
    public Member? Member { get; }

    /// <summary>Why there is none, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The answer in one word: the member's URL, or the refusal.</summary>
    public string Answer => Member?.Url.Configured ?? Refusal?.ToString() ?? "";

    /// <summary>The decision as JSON, for programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new DecisionData(Subject, Steps, Member?.Url.Configured, Refusal?.Reason, Refusal?.SuggestedStatus), DecisionJson.Default.DecisionData);

    /// <summary>The decision as a table, for people.</summary>
    public override string ToString()
    {
        var subjects = Steps.Select(s => s.Subject.Length).Append(0).Max();
        var verdicts = Steps.Select(s => s.Verdict.Length).Append(0).Max();
        var text = new StringBuilder().Append(Subject).Append('\n');
        foreach (var step in Steps)
        {
            var line = $"{step.Room,-8}  {step.Subject.PadRight(subjects)}  {step.Verdict.PadRight(verdicts)}  {step.Detail}";
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.Append("answer    ").Append(Answer).Append('\n').ToString();
    }
}

/// <summary>One step of a decision.</summary>
/// <param name="Room">Which part decided: <c>map</c>, <c>access</c>, <c>health</c>, <c>sticky</c>, <c>elect</c> or <c>protect</c>.</param>
/// <param name="Subject">The rule, member or name it is about.</param>
/// <param name="Verdict">What was found, in one or two words.</param>
/// <param name="Detail">Why, or the number it was judged by; may be empty.</param>
public sealed record DecisionStep(string Room, string Subject, string Verdict, string Detail);

internal sealed record DecisionData(string Subject, IReadOnlyList<DecisionStep> Steps, string? Member, string? Refusal, int? Status);

[JsonSerializable(typeof(DecisionData))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
internal sealed partial class DecisionJson : JsonSerializerContext;
