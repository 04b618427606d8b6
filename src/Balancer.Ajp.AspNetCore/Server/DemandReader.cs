using System.IO.Pipelines;

namespace Balancing.Ajp;

/// <summary>Kestrel's side of a request: tells when it waits for bytes that are not there yet.</summary>
/// <param name="inner">Where the bytes are.</param>
/// <param name="wanted">Told.</param>
internal sealed class DemandReader(PipeReader inner, Action wanted) : PipeReader
{
    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        if (!read.IsCompleted)
        {
            wanted();
        }

        return read;
    }
}
