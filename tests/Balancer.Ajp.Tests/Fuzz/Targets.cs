using System.Text;

namespace Balancing.Ajp.Tests.Fuzz;

/// <summary>What must hold whatever comes.</summary>
internal sealed class Targets : IDisposable
{
    private readonly byte[] _again = new byte[65536];
    private readonly AjpExchange _exchange = new();
    private readonly AjpRequest _request = new();

    /// <summary>A stream of the front: each packet is read; a request that is good can be said again, and is then the same.</summary>
    public void Front(ReadOnlySpan<byte> stream)
    {
        var first = true;
        while (AjpPackets.TryTake(stream, Magic.ToContainer, 8192, out var range, out var used) == Taken.Packet)
        {
            var payload = stream[range];
            if (!first)
            {
                var fault = FrontPackets.ReadData(payload, out var data);
                Hold(fault != AjpFault.None || data.Length == Math.Max(0, payload.Length - 2));
            }

            if (ForwardRequestReader.Check(payload) == AjpFault.None)
            {
                SayAgain(payload);
            }

            first = false;
            stream = stream[used..];
        }
    }

    /// <summary>A stream of the container: it is an answer, or a failure of a kind that is known, at once; nothing is left over unnoticed.</summary>
    public void Container(Memory<byte> stream, Random random)
    {
        var wire = new ScriptWire(stream, random);
        using var link = new AjpLink(wire, null, 8192);
        var body = new Body(random.Next(3) switch { 0 => 0, 1 => random.Next(1, 20_000), _ => random.Next(20_000) });
        _request.BodyLength = body.Length > 0 && random.Next(2) == 0 ? body.Length : body.Length == 0 ? 0 : AjpRequest.Unknown;
        _request.Method = random.Next(8) == 0 ? "HEAD" : "POST";
        var failed = false;
        try
        {
            Now(_exchange.RunAsync(link, _request, body.Length == 0 ? null : body, body));
            var buffer = new byte[random.Next(1, 10_000)];
            while (Now(_exchange.ReadAsync(buffer)) > 0)
            {
            }
        }
        catch (Exception e) when (e is AjpException or HttpIOException)
        {
            failed = true;
        }

        Hold(_exchange.IsOver);
        Hold(failed || _exchange.IsAnswered);
        if (_exchange.WasReusable)
        {
            Hold(!failed && link.Buffered.IsEmpty && wire.Asked == wire.Sent);
        }

        Hold(wire.IsSane && body.Taken <= body.Length);
    }

    public void Dispose() => _exchange.Dispose();

    private static void Now(ValueTask task)
    {
        Hold(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }

    private static int Now(ValueTask<int> task)
    {
        Hold(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private static void Hold(bool what) => Assert.True(what);

    private void SayAgain(ReadOnlySpan<byte> payload)
    {
        var reader = new ForwardRequestReader(payload);
        if (reader.Path.IsEmpty || reader.Protocol.IsEmpty || reader.Path.ContainsAny((byte)'?', (byte)'#'))
        {
            return; // understood, but never said
        }

        var stored = StoredMethod(payload);
        var writer = new ForwardRequestWriter(_again);
        writer.Start(reader.Method ?? stored!, Text(reader.Protocol)!, Text(reader.Path)!);
        writer.Peers(
            Text(reader.RemoteAddress, reader.HasRemoteAddress), Text(reader.RemoteHost, reader.HasRemoteHost), Text(reader.ServerName, reader.HasServerName),
            reader.ServerPort, reader.IsSecure);
        while (reader.NextHeader(out var field))
        {
            writer.Header(Text(field.Name)!, Text(field.Value)!);
        }

        while (reader.NextAttribute(out var attribute))
        {
            switch (attribute.Code)
            {
                case AttributeCode.RequestAttribute when attribute.Name.IsEmpty:
                    return;
                case AttributeCode.RequestAttribute:
                    writer.Attribute(Text(attribute.Name)!, Text(attribute.Value)!);
                    break;
                case AttributeCode.SslKeySize:
                    writer.KeySize(attribute.Number);
                    break;
                case AttributeCode.StoredMethod:
                    writer.StoredMethod();
                    break;
                default:
                    writer.Attribute(attribute.Code, Text(attribute.Value));
                    break;
            }
        }

        if (stored is not null && AjpCodes.CodeOfMethod(stored) != AjpCodes.StoredMethod)
        {
            return; // its name has a code, which is said instead
        }

        var length = writer.Finish();
        Hold(writer.Fault == AjpFault.None);
        Hold(Canonical(payload, _again.AsSpan(4, length - 4)));
    }

    // Names may have been spelled that have a code, and any value but zero is true; apart from that the bytes are the same.
    private static bool Canonical(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        after.Length <= before.Length && (after.Length < before.Length || Differences(before, after) <= 1);

    private static int Differences(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var count = 0;
        for (var at = a.CommonPrefixLength(b); at < a.Length; at += 1 + a[(at + 1)..].CommonPrefixLength(b[(at + 1)..]))
        {
            count++;
        }

        return count;
    }

    private static string? StoredMethod(ReadOnlySpan<byte> payload)
    {
        var reader = new ForwardRequestReader(payload);
        while (reader.NextHeader(out _))
        {
        }

        while (reader.NextAttribute(out var attribute))
        {
            if (attribute.Code == AttributeCode.StoredMethod)
            {
                return Text(attribute.Value);
            }
        }

        return null;
    }

    private static string? Text(ReadOnlySpan<byte> bytes, bool isThere = true) => isThere ? Encoding.Latin1.GetString(bytes) : null;
}
