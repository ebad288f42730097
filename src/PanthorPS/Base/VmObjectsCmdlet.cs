using System;
using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Lists objects of a client that belong to its VMs: all, those of a VM, or those of some handles.</summary>
public abstract class VmObjectsCmdlet : ClientCmdlet
{
    /// <summary>Only those of this VM.</summary>
    [Parameter(ValueFromPipeline = true)]
    [GpuReference(typeof(GpuVm))]
    [ArgumentCompleter(typeof(VmCompleter))]
    [ValidateNotNull]
    public GpuVm? Vm { get; set; }

    /// <summary>Writes the objects that are asked for; a handle that names none is an error record.</summary>
    /// <param name="handles">The handles; null for all.</param>
    /// <param name="all">All objects of a client.</param>
    /// <param name="find">The object of a handle.</param>
    /// <param name="vmOf">The VM that an object belongs to.</param>
    /// <param name="name">What an object of a handle is called: "group 1".</param>
    private protected void WriteObjects<T>(
        uint[]? handles,
        Func<GpuClient, IReadOnlyList<T>> all,
        Func<GpuClient, uint, T?> find,
        Func<T, GpuVm> vmOf,
        Func<uint, string> name)
        where T : class
    {
        GpuVm? vm = Vm is null ? null : Resolve(Vm);
        GpuClient client = vm?.Client ?? TargetClient;
        if (handles is null)
        {
            foreach (T item in all(client))
            {
                if (vm is null || vmOf(item) == vm)
                {
                    WriteObject(item);
                }
            }

            return;
        }

        foreach (uint handle in handles)
        {
            if (find(client, handle) is { } item && (vm is null || vmOf(item) == vm))
            {
                WriteObject(item);
                continue;
            }

            string where = vm is null ? $"{client}" : $"{vm} of {client}";
            WriteError(ErrorRecords.Of(
                new ErrnoException(Errno.ENOENT, "Lookup", $"{name(handle)} does not exist in {where}"), handle));
        }
    }
}
