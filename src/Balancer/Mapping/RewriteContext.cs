using System.Text.RegularExpressions;
using Balancing.Expressions;

namespace Balancing.Mapping;

/// <summary>What the rewrite rules of one request look at besides the path. Made when the first rule needs it.</summary>
internal sealed class RewriteContext
{
    private readonly PathText _asked;
    private PathText _current;
    private Match? _match;
    private SourcedText _matched;

    /// <summary>Begins with the path as the client asked for it.</summary>
    public RewriteContext(in RequestFacts facts, FrontName front, in PathText asked)
    {
        _asked = asked;
        Variables = new RequestVariables(facts, front, asked.Span.ToString());
    }

    /// <summary>Gets the facts of the request by name.</summary>
    public RequestVariables Variables { get; }

    /// <summary>Begins with a rule: what rules before it have changed, and no condition has captured anything yet.</summary>
    public void Begin(in Subject subject, IReadOnlyDictionary<string, string>? environment)
    {
        _current = subject.Path;
        _match = null;
        Variables.Path = subject.Path.Span.ToString();
        Variables.Query = subject.TryQuery(out var query) ? query.ToString() : null;
        Variables.Environment = environment;
    }

    /// <summary>Remembers what a condition has captured.</summary>
    public void Remember(Match match, in SourcedText text) => (_match, _matched) = (match, text);

    /// <summary>What a reference points to; false when there is nothing.</summary>
    public bool TryRead(in Reference reference, in Captured from, out SourcedText text)
    {
        if (reference.Kind == ReferenceKind.Request)
        {
            text = Read(reference.Name);
            return true;
        }

        var match = reference.Kind == ReferenceKind.Capture ? from.Captures : _match;
        var group = match?.Groups[reference.Group];
        var source = reference.Kind == ReferenceKind.Capture ? SourcedText.Path(from.Path) : _matched;
        text = group is { Success: true } ? source.Slice(group.Index, group.Length) : default;
        return group is { Success: true };
    }

    private SourcedText Read(in VariableName name) => name switch
    {
        { Argument: null, Name: "REQUEST_URI" } => SourcedText.Path(_asked),
        { Argument: null, Name: "REQUEST_FILENAME" or "SCRIPT_FILENAME" } => SourcedText.Path(_current),
        { Argument: null, Name: "QUERY_STRING" } => SourcedText.Of(Variables.Query ?? "", Spelled.AsQuery),
        { Argument: null, Name: "THE_REQUEST" } => SourcedText.Of(Variables.Of(name), Spelled.AsSent),
        _ => SourcedText.Of(Variables.Of(name), Spelled.Plainly),
    };
}
