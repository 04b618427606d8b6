namespace Balancing.Manager.Programs;

/// <summary>The manager for programs: JSON below <c>/api</c>.</summary>
internal static class JsonApi
{
    /// <summary>Answers a request below <c>/api</c>. Of a POST, token, origin and content type have been checked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="desk">Where edits and drainings are handed in.</param>
    public static ManagerResponse Handle(ManagerRequest request, IManagerDesk desk) => new(404, "", default);
}
