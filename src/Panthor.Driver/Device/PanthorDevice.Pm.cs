using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Runtime power management.</content>
public sealed partial class PanthorDevice
{
    /// <summary>How many users keep the power on.</summary>
    public int PmUsageCount { get; private set; }

    /// <summary>
    /// One user more; waits until the GPU has power (<c>panthor_device_resume_and_get()</c>).
    /// </summary>
    /// <returns>The error that kept the GPU from coming back; then there is no user more.</returns>
    public async KTask<Errno> ResumeAndGetAsync()
    {
        await Simulation.PreemptionPoint(ChoiceKind.Other);
        PmUsageCount++;
        return Errno.None;
    }

    /// <summary>One user more, without waiting (<c>pm_runtime_get()</c>).</summary>
    public void PmGet() => PmUsageCount++;

    /// <summary>One user less (<c>pm_runtime_put()</c>).</summary>
    public void PmPut() => PmUsageCount--;

    /// <summary>
    /// One user less; the last one leaves the power on for a while (<c>pm_runtime_put_autosuspend()</c>).
    /// </summary>
    public void PmPutAutosuspend() => PmUsageCount--;

    /// <summary>The device was of use just now: the while begins anew (<c>pm_runtime_mark_last_busy()</c>).</summary>
    public void PmMarkLastBusy() => PmLastBusy = Simulation.Now;

    /// <summary>When the device was of use last.</summary>
    public VirtualTime PmLastBusy { get; private set; }
}
