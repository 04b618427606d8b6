using Microsoft.AspNetCore.Http;

namespace Balancing.Ajp.Tests.Server;

public sealed class SplitTests
{
    private static readonly byte[] Conversation =
    [
        .. Raw.CPing,
        .. new Forward { Method = 4, Path = "/one" }.Length(5).Header("X", "y").Attribute(5, "q").Bytes(), .. Raw.Data("hello"),
    ];

    [Fact]
    public async Task A_conversation_means_the_same_wherever_it_is_split()
    {
        var memory = new MemoryListener();
        await using var server = await AjpServer.StartAsync(Tell, memory: memory);

        for (var at = 0; at <= Conversation.Length; at++)
        {
            await using var front = memory.Connect();
            Assert.True(await front.PingAsync());
            await front.SendAsync(Conversation[..at]);
            await front.SendAsync(Conversation[at..]);
            Assert.Equal([9], await front.ReadAsync());
            Assert.Equal("200 OK [/one?q hello] reuse", (await front.AnswerAsync()).ToString());
        }
    }

    [Fact]
    public async Task A_conversation_means_the_same_byte_by_byte()
    {
        var memory = new MemoryListener();
        await using var server = await AjpServer.StartAsync(Tell, memory: memory);
        await using var front = memory.Connect();

        for (var i = 0; i < 5; i++)
        {
            foreach (var one in Conversation)
            {
                await front.SendAsync(one);
            }

            Assert.Equal([9], await front.ReadAsync());
            Assert.Equal("200 OK [/one?q hello] reuse", (await front.AnswerAsync()).ToString());
        }
    }

    [Fact]
    public async Task A_conversation_that_ends_anywhere_ends_the_connection_and_nothing_else()
    {
        var memory = new MemoryListener();
        await using var server = await AjpServer.StartAsync(Tell, memory: memory);

        for (var at = 0; at < Conversation.Length; at++)
        {
            await using var front = memory.Connect();
            await front.SendAsync(Conversation[..at]);
            front.EndSending();
            await front.ClosedAsync();
        }

        await using var last = memory.Connect();
        Assert.True(await last.PingAsync());
    }

    private static async Task Tell(HttpContext context)
    {
        await context.Response.WriteAsync(context.Request.Path + context.Request.QueryString + " ");
        await context.Request.Body.CopyToAsync(context.Response.Body);
    }
}
