using System.Globalization;

namespace Balancing.Expressions;

/// <summary>The facts of a response, besides those of its request.</summary>
/// <param name="request">The request's.</param>
/// <param name="status">The status; 0: nobody said.</param>
/// <param name="header">Finds a response header's value.</param>
internal sealed class ResponseVariables(RequestVariables request, int status, Func<string, string?> header) : IExpressionFacts
{
    public string? Variable(string name) => name switch
    {
        "REQUEST_STATUS" => status > 0 ? status.ToString(CultureInfo.InvariantCulture) : null,
        "CONTENT_TYPE" => header("Content-Type"),
        _ => request.Variable(name),
    };

    public string? Function(string name, string argument) => name == "resp" ? header(argument) : request.Function(name, argument);
}
