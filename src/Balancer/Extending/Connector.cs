namespace Balancing;

/// <summary>
/// How a <see cref="ConnectionPool{TConnection}"/> opens, checks and closes whatever the host calls a connection: a socket, an AJP
/// connection, a game session, a database link. One instance serves one pool or many, from any thread. No method is called while the
/// pool holds a lock, so each may use the pool.
/// </summary>
/// <typeparam name="TConnection">The host's connection.</typeparam>
public abstract class Connector<TConnection>
    where TConnection : class
{
    /// <summary>
    /// Opens one connection. A connection holds one of the pool's <c>max</c> places from this call until <see cref="CloseAsync"/> has
    /// ended, so an attempt has to end by itself (httpd: connectiontimeout) or when it is cancelled.
    /// </summary>
    /// <param name="context">What the pool knows about the moment.</param>
    /// <param name="cancel">Cancelled when nobody needs the connection any more, or the pool closes.</param>
    /// <returns>The connection. It is nobody else's.</returns>
    /// <exception cref="Exception">
    /// Any: whoever waits for the connection gets it as a value, <see cref="PoolGrantKind.ConnectFailed"/>.
    /// </exception>
    public abstract ValueTask<TConnection> OpenAsync(ConnectContext context, CancellationToken cancel);

    /// <summary>
    /// Tells at once, before an idle connection is used again, whether it is still good: for a socket, that it is neither closed nor
    /// readable (R39: unsolicited bytes make it unusable). False or an exception closes it. Default: true.
    /// </summary>
    /// <param name="connection">A connection nobody uses.</param>
    public virtual bool IsAlive(TConnection connection) => true;

    /// <summary>True when <see cref="PingAsync"/> is to be asked before each use (httpd: ping). Read once per pool. Default: false.</summary>
    public virtual bool Pings => false;

    /// <summary>
    /// Asks the other side before each use, also of a new connection (httpd: ping; the time limit is the connector's). After the first
    /// false or exception the connection is closed and a new one opened and asked; after the second, whoever acquires gets
    /// <see cref="PoolGrantKind.ConnectFailed"/>.
    /// </summary>
    /// <param name="connection">A connection nobody else uses.</param>
    /// <param name="cancel">Cancelled when whoever acquires has gone; the connection is then closed.</param>
    public virtual ValueTask<bool> PingAsync(TConnection connection, CancellationToken cancel) => ValueTask.FromResult(true);

    /// <summary>
    /// Closes a connection; called exactly once for each that was opened. Has to end in a bounded time. An exception is reported as
    /// <see cref="PoolTroubleKind.CloseFailed"/>, and the connection counts as closed. Default: disposes of it when it can be.
    /// </summary>
    /// <param name="connection">The connection.</param>
    public virtual ValueTask CloseAsync(TConnection connection)
    {
        switch (connection)
        {
            case IAsyncDisposable later:
                return later.DisposeAsync();
            case IDisposable now:
                now.Dispose();
                break;
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Makes connectors from a few lambdas.</summary>
public static class Connector
{
    /// <summary>A connector made of functions; see <see cref="Connector{TConnection}"/> for what each has to keep.</summary>
    /// <typeparam name="TConnection">The host's connection.</typeparam>
    /// <param name="open">Opens one.</param>
    /// <param name="isAlive">Whether it may be used again. Default: always.</param>
    /// <param name="ping">Asks the other side before each use. Default: nobody is asked.</param>
    /// <param name="close">Closes it. Default: disposes of it when it can be.</param>
    public static Connector<TConnection> Create<TConnection>(
        Func<ConnectContext, CancellationToken, ValueTask<TConnection>> open,
        Func<TConnection, bool>? isAlive = null,
        Func<TConnection, CancellationToken, ValueTask<bool>>? ping = null,
        Func<TConnection, ValueTask>? close = null)
        where TConnection : class
    {
        ArgumentNullException.ThrowIfNull(open);
        return new Functions<TConnection>(open, isAlive, ping, close);
    }

    private sealed class Functions<TConnection>(
        Func<ConnectContext, CancellationToken, ValueTask<TConnection>> open,
        Func<TConnection, bool>? isAlive,
        Func<TConnection, CancellationToken, ValueTask<bool>>? ping,
        Func<TConnection, ValueTask>? close) : Connector<TConnection>
        where TConnection : class
    {
        public override bool Pings => ping is not null;

        public override ValueTask<TConnection> OpenAsync(ConnectContext context, CancellationToken cancel) => open(context, cancel);

        public override bool IsAlive(TConnection connection) => isAlive is null || isAlive(connection);

        public override ValueTask<bool> PingAsync(TConnection connection, CancellationToken cancel) =>
            ping is null ? base.PingAsync(connection, cancel) : ping(connection, cancel);

        public override ValueTask CloseAsync(TConnection connection) => close is null ? base.CloseAsync(connection) : close(connection);
    }
}
