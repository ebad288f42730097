using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A cmdlet that makes a call of a client: and waits for its end, or lets it run as a thread.</summary>
public abstract class ClientCallCmdlet : ClientCmdlet
{
    /// <summary>
    /// Starts the call as a thread of the client and returns the task, instead of waiting for its end. It runs while
    /// the machine does: Wait-GpuTask, Step-GpuDevice.
    /// </summary>
    [Parameter]
    public SwitchParameter AsTask { get; set; }

    /// <summary>Makes the call and writes what it gives, or writes the task.</summary>
    /// <param name="client">Who calls.</param>
    /// <param name="call">The call.</param>
    /// <param name="finish">
    /// Turns what it returned into the output, or throws; for a task that happens after the command has ended.
    /// </param>
    /// <param name="gives">False if nothing is written unless it is the task.</param>
    private protected void Call<T>(
        GpuClient client, Func<KTask<T>> call, Func<T, object?> finish, bool gives = true) =>
        Call(AsTask, client.Device, client.Name, call, finish, gives);

    /// <summary>As <see cref="Call"/>, for a call that cannot sleep: unless it is a task, nothing else runs.</summary>
    private protected void CallAtOnce<T>(GpuClient client, Func<T> call, Func<T, object?> finish, bool gives = true) =>
        CallAtOnce(AsTask, client, call, finish, gives);
}
