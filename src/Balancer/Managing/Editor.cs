using Balancing.Attempts;
using Balancing.Telemetry;

namespace Balancing.Managing;

/// <summary>Applies edits to a running balancer: all of them, or, when one is invalid, none.</summary>
internal sealed class Editor(Dispatcher dispatcher, Dictionary<string, Member> retired, LbMethodRegistry methods)
{
    /// <summary>Validates the edits on a draft and puts the draft in force.</summary>
    public EditResult Apply(IReadOnlyList<BalancerEdit> edits)
    {
        var before = dispatcher.Members;
        var result = dispatcher.Hold((Editor: this, Edits: edits), static (chooser, s) => s.Editor.ApplyHeld(chooser, s.Edits));
        if (result.Applied)
        {
            Succession.Tell(before, dispatcher.Members);
            dispatcher.Events.PlanInForce(dispatcher.Plan, dispatcher.Members, before, PlanCause.Edit);
            dispatcher.Line.Pump();
        }

        return result;
    }

    private EditResult ApplyHeld(Chooser chooser, IReadOnlyList<BalancerEdit> edits)
    {
        var draft = new EditDraft(chooser.Board, methods);
        foreach (var edit in edits)
        {
            draft.Take(edit);
        }

        if (draft.Problems.Count == 0)
        {
            chooser.Forget();
            dispatcher.Replace(draft.Enact(retired));
        }

        return new EditResult(draft.Problems);
    }
}
