return await Examples.GatewayExample.RunAsync(args, Console.Out);
