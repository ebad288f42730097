using System;

namespace Panthor.Driver.Uapi.User;

/// <summary>How memory is mapped (<c>MAP_*</c>), with the values of the C headers.</summary>
[Flags]
public enum UserMapFlags
{
    /// <summary>Nothing; no call accepts that.</summary>
    None = 0,

    /// <summary>What is written is seen by all who map the same (<c>MAP_SHARED</c>).</summary>
    Shared = 0x01,

    /// <summary>What is written is seen by this mapping alone (<c>MAP_PRIVATE</c>).</summary>
    Private = 0x02,

    /// <summary>At this address and no other; what was mapped there goes (<c>MAP_FIXED</c>).</summary>
    Fixed = 0x10,

    /// <summary>Zeroed memory without a file behind it (<c>MAP_ANONYMOUS</c>).</summary>
    Anonymous = 0x20,
}
