using System.Globalization;
using Balancing.Chaos.Tests.Victims;

return args is ["serve", var port] ? await VictimServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture)) : 1;
