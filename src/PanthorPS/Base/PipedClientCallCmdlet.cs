using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that makes a call of each client from the pipeline, or lets it run as a thread.</summary>
public abstract class PipedClientCallCmdlet : PipedClientCmdlet
{
    /// <summary>
    /// Starts the call as a thread of the client and returns the task, instead of waiting for its end. It runs while
    /// the machine does: Wait-GpuTask, Step-GpuDevice.
    /// </summary>
    [Parameter]
    public SwitchParameter AsTask { get; set; }

    /// <summary>Makes the call and writes what it gives, or writes the task.</summary>
    private protected void Call<T>(GpuClient client, Func<KTask<T>> call, Func<T, object?> finish) =>
        Call(AsTask, client.Device, client.Name, call, finish, gives: true);

    /// <summary>As <see cref="Call"/>, for a call that cannot sleep: unless it is a task, nothing else runs.</summary>
    private protected void CallAtOnce<T>(GpuClient client, Func<T> call, Func<T, object?> finish) =>
        CallAtOnce(AsTask, client, call, finish, gives: true);
}
