using Microsoft.Extensions.Options;

namespace Balancing.Hosting;

/// <summary>Lists all problems of a configuration when the host starts, and at each reload.</summary>
internal sealed class BlueprintValidation(Architect architect) : IValidateOptions<BalancingOptions>
{
    public ValidateOptionsResult Validate(string? name, BalancingOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        architect.Plan(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(p => p.ToString()));
    }
}
