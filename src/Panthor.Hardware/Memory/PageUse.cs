namespace Panthor.Hardware;

/// <summary>What a physical page is used for; kept per page, counted per use.</summary>
public enum PageUse : byte
{
    /// <summary>Nobody owns the page.</summary>
    Free = 0,

    /// <summary>A table of a GPU page table.</summary>
    PageTable = 1,

    /// <summary>Backing store of a buffer object.</summary>
    Buffer = 2,

    /// <summary>A section of the firmware or its shared interface.</summary>
    Firmware = 3,

    /// <summary>Any other allocation of the kernel.</summary>
    Kernel = 4,
}
