using System.Globalization;

namespace Balancing;

/// <summary>Where in a configuration we are, and the list of what is wrong in it.</summary>
internal readonly record struct Place(string Path, List<ConfigurationProblem> Problems)
{
    public Place At(string key) => this with { Path = Path.Length == 0 ? key : $"{Path}:{key}" };

    public Place At(int index) => At(index.ToString(CultureInfo.InvariantCulture));

    public void Add(string cause, string remedy, string word = "") => Problems.Add(new ConfigurationProblem(Path, cause, remedy, word));

    /// <summary>Takes over problems that were found before anybody knew where the options would stand.</summary>
    public void AddAll(List<ConfigurationProblem> found)
    {
        foreach (var problem in found)
        {
            Problems.Add(problem with { Place = At(problem.Place).Path });
        }
    }
}
