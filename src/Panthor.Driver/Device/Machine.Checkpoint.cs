using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Checkpoints.</content>
public sealed partial class Machine
{
    /// <summary>Keeps the state of the whole machine, to try from it what may happen next, again and again.</summary>
    /// <param name="also">What else belongs to the state: who drives the machine, and remembers ids or results.</param>
    /// <inheritdoc cref="Checkpoint.Take" path="/exception"/>
    public Checkpoint TakeCheckpoint(params object[] also)
    {
        System.ArgumentNullException.ThrowIfNull(also);
        return Checkpoint.Take(Simulation, [this, .. also]);
    }
}
