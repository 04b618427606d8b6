return await Examples.TomcatExample.RunAsync(args, Console.Out);
