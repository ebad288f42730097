namespace Panthor.Hardware;

/// <summary>The interrupt blocks of the GPU; the subject of the fault point Interrupt.</summary>
public enum InterruptBlockId
{
    /// <summary>GPU control.</summary>
    Gpu,

    /// <summary>The firmware's.</summary>
    Job,

    /// <summary>The MMU's.</summary>
    Mmu,
}
