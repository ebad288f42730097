namespace Panthor.Driver.Gem;

/// <summary>Who writes to memory that CPU and device share (<c>enum dma_data_direction</c>).</summary>
public enum DmaDirection
{
    /// <summary>Both may (<c>DMA_BIDIRECTIONAL</c>).</summary>
    Bidirectional,

    /// <summary>The CPU writes, the device reads (<c>DMA_TO_DEVICE</c>).</summary>
    ToDevice,

    /// <summary>The device writes, the CPU reads (<c>DMA_FROM_DEVICE</c>).</summary>
    FromDevice,
}
