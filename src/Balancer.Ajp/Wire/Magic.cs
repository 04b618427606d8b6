namespace Balancing.Ajp;

/// <summary>The two bytes each packet begins with: who speaks.</summary>
internal enum Magic : ushort
{
    /// <summary>From the front (web server, our client) to the container.</summary>
    ToContainer = 0x1234,

    /// <summary>From the container to the front: "AB".</summary>
    ToFront = 0x4142,
}
