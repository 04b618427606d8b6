namespace Balancing.HttpdConf.ModJk;

/// <summary>A worker of type status: the manager page takes its place, and its limits become access rules.</summary>
internal static class StatusWorker
{
    public static JkWorker Read(WorkerSettings settings)
    {
        var require = new List<string>();
        if (settings.Flag("read_only") == true)
        {
            require.Add("method GET HEAD");
            settings.Applied("read_only", "Require method GET HEAD: edits are posted");
        }
        else
        {
            settings.Applied("read_only", "the page takes edits");
        }

        // R57: users are known to the web server in front alone. Nobody is the only part of "these users" that can be told here.
        if (settings.Find("user") is not null)
        {
            require.Clear();
            require.Add("all denied");
            settings.Approximated(
                "user", "Require all denied: nobody here knows users; allow addresses with Require ip in a Location of your own");
        }

        settings.Applied("type", "SetHandler balancer-manager");
        return new JkWorker(settings.Worker, JkWorkerKind.Status) { Require = require };
    }
}
