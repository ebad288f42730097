namespace Panthor.Driver.Device;

/// <summary>Where an interrupt of the driver stands (<c>enum panthor_irq_state</c>).</summary>
public enum PanthorIrqState
{
    /// <summary>Ready to take events.</summary>
    Active,

    /// <summary>The threaded handler is at work; the hardware's mask is zero until it is done.</summary>
    Processing,

    /// <summary>Masked until the next resume.</summary>
    Suspended,

    /// <summary>On the way to <see cref="Suspended"/>: the mask is zero, a handler may still run.</summary>
    Suspending,
}
