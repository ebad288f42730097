using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that has each device from the pipeline do something, or lets that run as a thread.</summary>
public abstract class PipedDeviceCallCmdlet : PipedDeviceCmdlet
{
    /// <summary>
    /// Starts the call as a thread and returns the task, instead of waiting for its end. It runs while the machine
    /// does: Wait-GpuTask, Step-GpuDevice.
    /// </summary>
    [Parameter]
    public SwitchParameter AsTask { get; set; }

    /// <summary>Makes the call and writes what it gives, or writes the task.</summary>
    private protected void Call<T>(
        GpuDevice device, string thread, Func<KTask<T>> call, Func<T, object?> finish, bool gives = true) =>
        Call(AsTask, device, thread, call, finish, gives);
}
