using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that does something with a VM: and waits for its end, or lets it run as a thread.</summary>
public abstract class VmCallCmdlet : VmCmdlet
{
    /// <summary>
    /// Starts the call as a thread and returns the task, instead of waiting for its end. It runs while the machine does:
    /// Wait-GpuTask, Step-GpuDevice.
    /// </summary>
    [Parameter]
    public SwitchParameter AsTask { get; set; }

    /// <summary>Makes the call and writes what it gives, or writes the task.</summary>
    private protected void Call<T>(
        GpuClient client, Func<KTask<T>> call, Func<T, object?> finish, bool gives = true) =>
        Call(AsTask, client.Device, client.Name, call, finish, gives);
}
