namespace Examples;

/// <summary>A bar on the console; nothing where output is not a console.</summary>
internal sealed class ProgressBar(TextWriter output, int total)
{
    private const int Width = 40;

    private readonly bool _shows = output == Console.Out && !Console.IsOutputRedirected;
    private readonly Lock _gate = new();
    private int _done;

    public void Step()
    {
        lock (_gate)
        {
            _done++;
            if (_shows && _done * Width / total != (_done - 1) * Width / total)
            {
                var full = _done * Width / total;
                output.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {_done}/{total}");
            }
        }
    }

    public void End()
    {
        if (_shows)
        {
            output.WriteLine();
        }
    }
}
