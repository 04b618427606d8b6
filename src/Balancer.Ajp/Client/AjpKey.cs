namespace Balancing.Ajp;

/// <summary>What a pool of connections is for.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Port.</param>
internal readonly record struct AjpKey(string Host, int Port);
