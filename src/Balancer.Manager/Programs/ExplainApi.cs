namespace Balancing.Manager.Programs;

/// <summary>Why a request would go where it would go.</summary>
internal static class ExplainApi
{
    /// <summary>Answers the question in the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="explain">Who knows.</param>
    public static ManagerResponse Answer(ManagerRequest request, Func<RequestFacts, Decision> explain)
    {
        var facts = ApiBody.Read(request.Body, body => ExplainBody.Read(body, request.Client), out var problems);
        return problems.Count > 0
            ? ApiResult.Problem(400, "The question was not understood", problems)
            : ApiResult.Ok(json => json.WriteRawValue(explain(facts).ToJson()));
    }
}
