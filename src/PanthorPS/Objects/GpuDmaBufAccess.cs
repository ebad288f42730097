using System;
using System.Diagnostics.CodeAnalysis;
using Panthor.Driver.Gem;

namespace PanthorPS;

/// <summary>What the CPU does with a shared buffer between the two brackets.</summary>
[Flags]
[SuppressMessage("Design", "CA1028", Justification = "The type of the uAPI's flags.")]
[SuppressMessage("Design", "CA1008", Justification = "Doing nothing needs no bracket.")]
public enum GpuDmaBufAccess : ulong
{
    /// <summary>It reads.</summary>
    Read = DmaBuf.DMA_BUF_SYNC_READ,

    /// <summary>It writes.</summary>
    Write = DmaBuf.DMA_BUF_SYNC_WRITE,

    /// <summary>It reads and writes.</summary>
    ReadWrite = DmaBuf.DMA_BUF_SYNC_RW,
}
