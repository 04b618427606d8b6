namespace Balancing.HttpdConf.Importing;

/// <summary>Holds the options against the planner, so that what it would refuse is reported with file and line.</summary>
internal static class Planning
{
    public static void Check(Import import)
    {
        foreach (var problem in import.Options.Validate())
        {
            var node = import.Origins.OfPath(import.Options, problem.Place);
            if (node is null)
            {
                import.Report.Problem(new Reading.ConfigPlace(problem.Place, 0), problem);
            }
            else
            {
                import.Problems(node, [problem]);
            }
        }
    }
}
