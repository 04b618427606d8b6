using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Balancing.AspNetCore.Tests.Network;
using Balancing.AspNetCore.Tests.Trailers;

namespace Balancing.AspNetCore.Tests.Http2;

/// <summary>A gRPC call as its bytes are: messages with a length in front, both ways at once, and a status behind.</summary>
internal sealed class GrpcCall : IDisposable
{
    private readonly Sent _sent = new();
    private readonly HttpRequestMessage _request;
    private readonly Task<HttpResponseMessage> _answer;
    private Stream? _messages;

    public GrpcCall(Front front, string path = "/shop.Cart/Talk", Action<HttpRequestMessage>? more = null, CancellationToken cancel = default)
    {
        _request = TrailerTests.Http2Request(HttpMethod.Post, path);
        _request.Content = _sent;
        _request.Headers.TE.ParseAdd("trailers");
        _sent.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        more?.Invoke(_request);
        _answer = new HttpMessageInvoker(Handler).SendAsync(Absolute(front), cancel);
    }

    private static SocketsHttpHandler Handler => new() { UseProxy = false, ActivityHeadersPropagator = null };

    /// <summary>The head of the answer.</summary>
    public Task<HttpResponseMessage> Head => _answer;

    public static byte[] Message(string text)
    {
        var message = new byte[5 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), text.Length);
        Encoding.ASCII.GetBytes(text, message.AsSpan(5));
        return message;
    }

    /// <summary>The next message, or null at the end.</summary>
    public static async Task<string?> ReadAsync(Stream from, CancellationToken cancel = default)
    {
        var head = new byte[5];
        if (await from.ReadAtLeastAsync(head, 5, throwOnEndOfStream: false, cancel) == 0)
        {
            return null;
        }

        var text = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        await from.ReadExactlyAsync(text, cancel);
        return Encoding.ASCII.GetString(text);
    }

    public Task SayAsync(string text) => _sent.SayAsync(text);

    public void End() => _sent.End();

    public async Task<string?> HearAsync(CancellationToken cancel = default)
    {
        _messages ??= await (await _answer).Content.ReadAsStreamAsync(cancel);
        return await ReadAsync(_messages, cancel);
    }

    /// <summary>The status, wherever it stands.</summary>
    public async Task<string> StatusAsync()
    {
        while (await HearAsync() is not null)
        {
        }

        var answer = await _answer;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = answer.TrailingHeaders.Contains("grpc-status") ? answer.TrailingHeaders : answer.Headers;
        return $"{lines.GetValues("grpc-status").Single()} {(lines.TryGetValues("grpc-message", out var text) ? text.Single() : "")}".Trim();
    }

    public void Dispose()
    {
        _sent.End();
        if (_answer.IsCompletedSuccessfully)
        {
            _answer.Result.Dispose();
        }

        _request.Dispose();
        _sent.Dispose();
    }

    private HttpRequestMessage Absolute(Front front)
    {
        _request.RequestUri = new Uri(front.Client.BaseAddress!, _request.RequestUri!);
        return _request;
    }

    // What is said goes out at once.
    private sealed class Sent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new();
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task SayAsync(string text)
        {
            var stream = await _stream.Task;
            await stream.WriteAsync(Message(text));
            await stream.FlushAsync();
        }

        public void End() => _end.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.SetResult(stream);
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
