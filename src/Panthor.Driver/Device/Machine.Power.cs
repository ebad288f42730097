using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Resets on demand, and the sleep of the whole machine.</content>
public sealed partial class Machine
{
    /// <summary>Why the GPU cannot be given power, once that has failed.</summary>
    public string WhyNoPower => Device.IsSystemSuspended
        ? "the machine sleeps: the GPU has no power until it wakes up"
        : "the GPU has no power and does not come back";

    /// <summary>
    /// Asks the driver for a reset of the GPU, as a hang does, and waits for its end. A GPU without power is brought
    /// back first.
    /// </summary>
    /// <returns>
    /// The driver's error if the GPU does not come back; <see cref="Errno.ENODEV"/> if the device has gone, before or
    /// because of the reset.
    /// </returns>
    public async KTask<KernelResult> ResetAsync()
    {
        if (Device.IsUnplugged)
        {
            return KernelResult.Fail(Errno.ENODEV, "the device has gone");
        }

        Errno resumed = await Device.ResumeAndGetAsync();
        if (resumed != Errno.None)
        {
            return KernelResult.Fail(resumed, WhyNoPower);
        }

        Device.ScheduleReset();
        await Device.FlushResetAsync();
        Device.PmPutAutosuspend();
        return Device.IsUnplugged
            ? KernelResult.Fail(Errno.ENODEV, "the firmware did not come back: the driver has given the device up")
            : KernelResult.Ok;
    }

    /// <summary>Puts the whole machine to sleep, the GPU with it, whatever it does.</summary>
    /// <returns><see cref="Errno.EBUSY"/> if it sleeps already; the driver's error.</returns>
    public async KTask<KernelResult> SuspendAsync()
    {
        Errno result = Device.IsUnplugged ? Errno.ENODEV : await Device.SystemSuspendAsync();
        return result switch
        {
            Errno.None => KernelResult.Ok,
            Errno.EBUSY => KernelResult.Fail(result, "the machine sleeps already"),
            Errno.ENODEV => KernelResult.Fail(result, "the device has gone"),
            _ => KernelResult.Fail(result, "the driver does not let the GPU go to sleep"),
        };
    }

    /// <summary>Wakes the machine up. A GPU that nobody uses gets its power when somebody does.</summary>
    /// <returns><see cref="Errno.EINVAL"/> if it does not sleep; the driver's error.</returns>
    public async KTask<KernelResult> ResumeAsync()
    {
        Errno result = await Device.SystemResumeAsync();
        return result switch
        {
            Errno.None => KernelResult.Ok,
            Errno.EINVAL => KernelResult.Fail(result, "the machine does not sleep"),
            _ => KernelResult.Fail(result, "the GPU does not come back"),
        };
    }
}
