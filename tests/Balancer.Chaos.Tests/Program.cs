using System.Globalization;
using Balancing.Chaos.Tests.Victims;

return args switch
{
    ["serve", var port] => await VictimServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture)),
    ["edit", var folder] => VictimEditor.Run(folder),
    _ => 1,
};
