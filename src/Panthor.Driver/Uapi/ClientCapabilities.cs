using System;

namespace Panthor.Driver.Uapi;

/// <summary>What a client's process may do beyond others (<c>CAP_*</c>).</summary>
[Flags]
public enum ClientCapabilities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Groups of high and real-time priority (<c>CAP_SYS_NICE</c>).</summary>
    SysNice = 1,

    /// <summary>Becoming master, and whatever is for root alone (<c>CAP_SYS_ADMIN</c>).</summary>
    SysAdmin = 2,
}
