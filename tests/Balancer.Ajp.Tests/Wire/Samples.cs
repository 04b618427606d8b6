using System.Text;

namespace Balancing.Ajp.Tests.Wire;

/// <summary>Whole packets to split, cut and change.</summary>
internal static class Samples
{
    public static readonly int[] Sizes = [8192, 65536];

    public static byte[] Request(int size = 8192)
    {
        var packet = new byte[size];
        var writer = new ForwardRequestWriter(packet);
        writer.Start("PATCH", "HTTP/1.1", "/app/a%20b;x=y");
        writer.Peers("192.0.2.7", null, "front.example.test", 443, true);
        writer.Header("Host", "front.example.test");
        writer.Header("X-Odd!Name", "caf\u00e9\tand more");
        writer.Header("cookie", "");
        writer.ContentLength(12);
        writer.Attribute(AttributeCode.Secret, "s3cret");
        writer.Attribute(AttributeCode.QueryString, "a=b&c");
        writer.Attribute(AttributeCode.SslCert, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        writer.KeySize(256);
        writer.Attribute("AJP_SSL_PROTOCOL", "TLSv1.3");
        writer.Attribute("AJP_REMOTE_PORT", 40000);
        return packet[..writer.Finish()];
    }

    public static byte[] Head(int size = 8192)
    {
        var packet = new byte[size];
        var writer = new SendHeadersWriter(packet, 200, "OK");
        writer.Header("Content-Type", "text/html;charset=UTF-8");
        writer.Header("Set-Cookie", "a=b; Path=/");
        writer.Header("Set-Cookie", "caf\u00e9");
        writer.Header("X-Other", "");
        return packet[..writer.Finish()];
    }

    public static byte[] Chunk(int count)
    {
        var packet = new byte[AjpPackets.ChunkOffset + count + 1];
        packet.AsSpan(AjpPackets.ChunkOffset, count).Fill((byte)'x');
        ContainerPackets.FrameChunk(packet, count);
        return packet;
    }

    public static byte[] Data(int count)
    {
        var packet = new byte[AjpPackets.DataOffset + count];
        packet.AsSpan(AjpPackets.DataOffset, count).Fill((byte)'x');
        FrontPackets.FrameData(packet, count);
        return packet;
    }

    public static byte[] GetBodyChunk(int count)
    {
        var packet = new byte[7];
        ContainerPackets.WriteGetBodyChunk(packet, count);
        return packet;
    }

    /// <summary>One of each kind of packet of a side.</summary>
    public static byte[][] All(bool ofFront) => ofFront
        ? [Request(), Data(100), FrontPackets.CPing.ToArray(), FrontPackets.EndOfBody.ToArray(), FrontPackets.ShortEndOfBody.ToArray()]
        : [Head(), Chunk(100), ContainerPackets.Flush.ToArray(), GetBodyChunk(8186), ContainerPackets.EndAndReuse.ToArray(),
           ContainerPackets.EndAndClose.ToArray(), ContainerPackets.CPong.ToArray()];

    public static Magic Of(bool front) => front ? Magic.ToContainer : Magic.ToFront;

    /// <summary>Reads a payload of the front with every reader there is, and says what came of it.</summary>
    public static string ReadFront(ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder();
        var request = new ForwardRequestReader(payload);
        text.Append(request.MethodCode).Append(Latin(request.Path));
        while (request.NextHeader(out var field))
        {
            text.Append(Latin(field.Name)).Append(Latin(field.Value));
        }

        while (request.NextAttribute(out var attribute))
        {
            text.Append(attribute.Code).Append(Latin(attribute.Name)).Append(Latin(attribute.Value)).Append(attribute.Number);
        }

        var data = FrontPackets.ReadData(payload, out var bytes);
        return text.Append(request.Fault).Append(data).Append(bytes.Length).ToString();
    }

    /// <summary>Reads a payload of the container with every reader there is.</summary>
    public static string ReadContainer(ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder();
        var head = new SendHeadersReader(payload);
        text.Append(head.Status).Append(Latin(head.Reason));
        while (head.NextHeader(out var field))
        {
            text.Append(field.Code).Append(Latin(field.Name)).Append(Latin(field.Value));
        }

        var chunk = ContainerPackets.ReadChunk(payload, out var bytes);
        var question = ContainerPackets.ReadGetBodyChunk(payload, out var asked);
        var end = ContainerPackets.ReadEnd(payload, out var reuse);
        return text.Append(head.Fault).Append(chunk).Append(bytes.Length).Append(question).Append(asked).Append(end).Append(reuse).ToString();
    }

    private static string Latin(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
