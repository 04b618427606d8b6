using Balancing.Expressions;

namespace Balancing.Managing;

/// <summary>Takes the health-check fields of an edit (httpd: w_hm, w_he, w_hi, w_hp, w_hf, w_hu).</summary>
internal static class CheckRules
{
    public static MemberPlan With(Draft draft, MemberPlan plan, MemberEdit edit)
    {
        if (edit is { HcMethod: null, HcExpr: null, HcInterval: null, HcPasses: null, HcFails: null, HcUri: null })
        {
            return plan;
        }

        var check = plan.HealthCheck ?? new HealthCheckPlan();
        check = WithExpr(draft, check with { Method = edit.HcMethod ?? check.Method }, edit);
        check = WithNumbers(draft, check, edit);
        if (edit.HcUri is { } uri && Ranges.HoldsText(draft, edit.Url, "w_hu", uri))
        {
            check = check with { Uri = uri };
        }

        // A member that is not checked and says nothing about checks stays as it is.
        return plan.HealthCheck is null && check == new HealthCheckPlan() ? plan : plan with { HealthCheck = check };
    }

    // mod_proxy_balancer.c: balancer_process_balancer_worker: the condition is cleared where there is no answer to look at
    private static HealthCheckPlan WithExpr(Draft draft, HealthCheckPlan check, MemberEdit edit)
    {
        var text = check.Method is HcMethod.None or HcMethod.Tcp or HcMethod.CPing && check.Probe is null ? "" : edit.HcExpr;
        if (text is null || text == (check.ExprText ?? ""))
        {
            return check;
        }

        if (text.Length == 0)
        {
            return check with { ExprText = null, Condition = null };
        }

        if (!Ranges.HoldsText(draft, edit.Url, "w_he", text))
        {
            return check;
        }

        var condition = HealthCondition.Read(text, out var problem);
        if (condition is null)
        {
            draft.Problem($"{edit.Url} HcExpr", $"\"{text}\" cannot be an expression: {problem.Cause}", problem.Remedy, "w_he");
            return check;
        }

        return check with { ExprText = text, Condition = condition, Expr = null };
    }

    private static HealthCheckPlan WithNumbers(Draft draft, HealthCheckPlan check, MemberEdit edit)
    {
        if (edit.HcInterval is { } interval && Ranges.Holds(draft, edit.Url, "w_hi", interval.TotalMilliseconds))
        {
            check = check with { Interval = interval };
        }

        if (edit.HcPasses is { } passes && Ranges.Holds(draft, edit.Url, "w_hp", passes))
        {
            check = check with { Passes = passes };
        }

        return edit.HcFails is { } fails && Ranges.Holds(draft, edit.Url, "w_hf", fails) ? check with { Fails = fails } : check;
    }
}
