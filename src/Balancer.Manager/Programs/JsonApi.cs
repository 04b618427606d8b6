namespace Balancing.Manager.Programs;

/// <summary>The manager for programs: JSON below <c>/api</c>. One instance answers one request.</summary>
internal sealed class JsonApi
{
    private readonly ManagerRequest _request;
    private readonly IManagerDesk _desk;
    private readonly ManagerView _view;
    private readonly ApiLinks _links;

    private JsonApi(ManagerRequest request, IManagerDesk desk)
    {
        (_request, _desk) = (request, desk);
        _view = desk.View();
        _links = new ApiLinks(request.Mount);
    }

    /// <summary>Answers a request below <c>/api</c>. Of a POST, token, origin and content type have been checked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="desk">Where edits and drainings are handed in.</param>
    public static ManagerResponse Handle(ManagerRequest request, IManagerDesk desk) => new JsonApi(request, desk).Handle();

    private ManagerResponse Handle()
    {
        switch (_request.Path)
        {
            case ApiLinks.Document:
                return Get(() => OpenApi.Document(_request.Mount));
            case ApiLinks.Root:
                return Get(Index);
            case $"{ApiLinks.Root}/balancers":
                return Get(Balancers);
        }

        const string Balancer = $"{ApiLinks.Root}/balancers/", Site = $"{ApiLinks.Root}/sites/", Explain = "/explain";
        if (_request.Path.StartsWith(Balancer, StringComparison.Ordinal) && BalancerApi.Of(_view, _request.Path[Balancer.Length..], out var action) is { } balancer)
        {
            var api = new BalancerApi(_request, _desk, balancer, _links);
            return action.Length == 0 || BalancerApi.IsRead(action) ? Get(() => api.Get(action)) : Post(() => api.Post(action));
        }

        if (_request.Path.StartsWith(Site, StringComparison.Ordinal) && _request.Path.EndsWith(Explain, StringComparison.Ordinal)
            && _desk.Sites.FirstOrDefault(s => s.Name == _request.Path[Site.Length..^Explain.Length]) is { } site)
        {
            return Post(() => ExplainApi.Answer(_request, facts => site.Explain(facts)));
        }

        return ApiResult.Problem(404, "There is nothing here", [new(_request.Path, "is not known", $"See {_request.Mount}{ApiLinks.Document}")]);
    }

    private ManagerResponse Index() => ApiResult.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteMoment("at", _view.At);
        json.WriteString("user", _request.User);
        json.WriteString("client", _request.Client?.ToString());
        json.WriteTexts("permissions", ApiNames.Each(_request.Permissions));
        json.WriteString("token", _desk.TokenOf(_request));
        json.WriteTexts("balancers", _view.Balancers.Select(b => b.Key));
        json.WriteTexts("sites", _desk.Sites.Select(s => s.Name));
        _links.Write(json);
        json.WriteEndObject();
    });

    private ManagerResponse Balancers() => ApiResult.Ok(json =>
    {
        json.WriteStartObject();
        json.WriteMoment("at", _view.At);
        json.WriteList("balancers", _view.Balancers, (json, balancer) => BalancerJson.WriteShort(json, balancer, _links));
        json.WriteEndObject();
    });

    private ManagerResponse Get(Func<ManagerResponse> answer) => _request.Method is "GET" or "HEAD" ? answer() : NotAllowed("GET, HEAD");

    private ManagerResponse Post(Func<ManagerResponse> answer) => _request.Method == "POST" ? answer() : NotAllowed("POST");

    private static ManagerResponse NotAllowed(string allowed) =>
        ApiResult.Problem(405, "The method is not known here", [new("method", "is not known here", $"Use {allowed}")]) with { Fields = [new("Allow", allowed)] };
}
