namespace Balancing;

/// <summary>What a pool tells its connector when it asks for a connection.</summary>
/// <param name="ResolveAgain">
/// True when an address resolved earlier is not to be used: at the first connection, after <c>addressttl</c>, after a failed attempt,
/// and after <see cref="ConnectionPool{TConnection}.Clear"/>. A connector that resolves each time needs not look.
/// </param>
public readonly record struct ConnectContext(bool ResolveAgain);
