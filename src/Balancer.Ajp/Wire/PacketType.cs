namespace Balancing.Ajp;

/// <summary>What a packet is: its first payload byte. Data packets have none; they are known by their place alone.</summary>
internal enum PacketType : byte
{
    /// <summary>Front: a request begins.</summary>
    ForwardRequest = 2,

    /// <summary>Container: a part of the answer's body, or with no bytes a flush.</summary>
    SendBodyChunk = 3,

    /// <summary>Container: status and header fields.</summary>
    SendHeaders = 4,

    /// <summary>Container: the exchange is over.</summary>
    EndResponse = 5,

    /// <summary>Container: asks for a part of the request's body.</summary>
    GetBodyChunk = 6,

    /// <summary>Obsolete; never sent, never honoured.</summary>
    Shutdown = 7,

    /// <summary>Obsolete; never sent, never honoured.</summary>
    Ping = 8,

    /// <summary>Container: the answer to <see cref="CPing"/>.</summary>
    CPong = 9,

    /// <summary>Front: are you there?</summary>
    CPing = 10,
}
