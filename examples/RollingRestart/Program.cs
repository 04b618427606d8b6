return args is ["serve", var port, var generation]
    ? await Examples.RollingServer.RunAsync(port, generation)
    : await Examples.RollingRestart.RunAsync(args, Console.Out);
