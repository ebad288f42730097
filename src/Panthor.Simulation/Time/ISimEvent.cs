namespace Panthor.Kernel;

/// <summary>The target of a scheduled event: a piece of hardware, a timer.</summary>
public interface ISimEvent
{
    /// <summary>The event's time has come. Runs in interrupt context: it must not sleep.</summary>
    /// <param name="data">What was given when the event was scheduled.</param>
    void Fire(ulong data);
}
