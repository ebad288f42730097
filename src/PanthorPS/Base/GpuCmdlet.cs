using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>
/// What all cmdlets of the module share: errors, stopping, runs of the machine and what they leave to say.
/// </summary>
[SharedAcrossRuns]
public abstract class GpuCmdlet : PSCmdlet
{
    private RunMonitor? _monitor;
    private GpuSession? _session;
    private volatile bool _isStopping;

    /// <summary>True once the person asked the command to stop.</summary>
    internal bool IsStopping => _isStopping;

    private protected GpuSession Session => _session ??= GpuSession.Current;

    /// <summary>The record that errors without a better target belong to.</summary>
    private protected virtual object? DefaultTarget => null;

    /// <summary>True if a page fault of the GPU is the cmdlet's own error, not something to warn of.</summary>
    private protected virtual bool ReportsPageFaults => false;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        try
        {
            Begin();
        }
        catch (ErrnoException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, DefaultTarget));
        }
        catch (Exception e) when (ErrorRecords.IsFatal(e))
        {
            ThrowTerminatingError(ErrorRecords.OfFatal(e, DefaultTarget));
        }
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            Process();
        }
        catch (Exception e) when (ErrorRecords.IsRecordError(e))
        {
            WriteError(ErrorRecords.Of(e, DefaultTarget));
        }
        catch (Exception e) when (ErrorRecords.IsFatal(e))
        {
            ThrowTerminatingError(ErrorRecords.OfFatal(e, DefaultTarget));
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        try
        {
            End();
        }
        catch (Exception e) when (ErrorRecords.IsRecordError(e))
        {
            WriteError(ErrorRecords.Of(e, DefaultTarget));
        }
        catch (Exception e) when (ErrorRecords.IsFatal(e))
        {
            ThrowTerminatingError(ErrorRecords.OfFatal(e, DefaultTarget));
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _isStopping = true;

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>Ends the command: it makes no sense as it was given.</summary>
    [DoesNotReturn]
    private protected void Refuse(
        string id, ErrorCategory category, string message, object? target = null, string? action = null)
    {
        ThrowTerminatingError(ErrorRecords.OfUsage(id, category, message, target, action));
        throw new UnreachableException();
    }

    /// <summary>Does something with each of several objects; the failure of one does not stop the others.</summary>
    private protected void ForEach<T>(IReadOnlyList<T> items, Action<T> action)
        where T : class
    {
        foreach (T item in items)
        {
            try
            {
                action(item);
            }
            catch (Exception e) when (ErrorRecords.IsRecordError(e))
            {
                WriteError(ErrorRecords.Of(e, item));
            }
        }
    }

    /// <summary>Runs a client's call on a machine to its end.</summary>
    private protected T Run<T>(GpuDevice device, string task, Func<KTask<T>> call)
    {
        T? result = default;
        Run(device, machine => result = machine.Call(task, call));
        return result!;
    }

    /// <summary>Runs a client's call on a machine to its end.</summary>
    private protected void Run(GpuDevice device, string task, Func<KTask> call) =>
        Run(device, machine => machine.Call(task, call));

    /// <summary>
    /// Runs a call to its end and writes what it gives, or starts it as a thread and writes the task.
    /// </summary>
    private protected void Call<T>(
        bool asTask,
        GpuDevice device,
        string thread,
        Func<KTask<T>> call,
        Func<T, object?> finish,
        bool gives,
        bool enumerates = true)
    {
        if (asTask)
        {
            WriteObject(device.Start(thread, call, finish));
            return;
        }

        object? result = finish(Run(device, thread, call));
        if (gives)
        {
            WriteObject(result, enumerates);
        }
    }

    /// <summary>
    /// Makes a client's call that cannot sleep and writes what it gives, or starts it as a thread and writes the task.
    /// </summary>
    private protected void CallAtOnce<T>(
        bool asTask, GpuClient client, Func<T> call, Func<T, object?> finish, bool gives)
    {
        if (asTask)
        {
            WriteObject(client.Device.Start(client.Name, () => KTask.FromResult(call()), finish));
            return;
        }

        object? result = finish(call());
        if (gives)
        {
            WriteObject(result);
        }
    }

    /// <summary>Lets a machine run, in whatever way; then reports what its checkers found.</summary>
    private protected void Run(GpuDevice device, Action<Panthor.Driver.Device.Machine> run)
    {
        RefuseIfRunning(device);
        Simulation simulation = device.Machine.Simulation;
        _monitor ??= new RunMonitor(this);
        _monitor.Attach(simulation);
        device.IsRunning = true;
        Finding? oops = null;
        try
        {
            run(device.Machine);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            device.IsRunning = false;
            _monitor.Detach(simulation);
            if (!_isStopping)
            {
                _monitor.WriteSteps(simulation);
                oops = WarnOfFindings(device);
            }
        }

        // The command's own task has not died, but another one has.
        if (oops is not null)
        {
            throw new KernelOopsException(oops);
        }
    }

    /// <summary>Ends the command if the device is in the middle of a run.</summary>
    private protected void RefuseIfRunning(GpuDevice device)
    {
        if (device.IsRunning)
        {
            Refuse(
                "GpuDeviceRunning",
                ErrorCategory.ResourceBusy,
                $"{device} is running: a script block that it asks may look at it, but not make it run.",
                device);
        }
    }

    /// <summary>The device behind a parameter; ends the command if there is none.</summary>
    private protected GpuDevice Resolve(GpuDevice device)
    {
        GpuDevice? found = device.IsReference ? Session.Find(device.Id, device.ReferenceName) : device;
        if (found is null)
        {
            string what = device.ReferenceName is { } name ? $"named '{name}'" : $"with the number {device.Id}";
            Refuse(
                "GpuDeviceNotFound",
                ErrorCategory.ObjectNotFound,
                $"There is no GPU device {what}.",
                device.ReferenceName ?? (object)device.Id,
                "Get-GpuDevice lists the devices of this session.");
        }

        if (found.State == GpuDeviceState.Removed)
        {
            Refuse(
                "GpuDeviceRemoved",
                ErrorCategory.DeviceError,
                $"{found} has been removed.",
                found,
                "Create a device with New-GpuDevice.");
        }

        return found;
    }

    /// <summary>The value of a successful call; else an exception that becomes an error record.</summary>
    private protected static T Check<T>(KernelResult<T> result, string operation, object? target = null) =>
        result.IsOk
            ? result.Value
            : throw new ErrnoException(result.Errno, operation, result.Check) { Target = target };

    /// <summary>Throws an exception that becomes an error record if the call failed.</summary>
    private protected static void Check(KernelResult result, string operation, object? target = null)
    {
        if (!result.IsOk)
        {
            throw new ErrnoException(result.Errno, operation, result.Check) { Target = target };
        }
    }

    /// <summary>Whether the person wants to see a stream: asked for on this command, or by a preference.</summary>
    /// <param name="stream">Verbose or Debug.</param>
    internal bool Shows(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : GetVariableValue(stream + "Preference") is { } preference && preference.ToString() is not ("SilentlyContinue"
            or "Ignore");

    /// <summary>What a successful call was about; else an exception that becomes an error record.</summary>
    private protected static T Checked<T>(KernelResult result, string operation, T target)
    {
        Check(result, operation, target);
        return target;
    }

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    // Each finding is worth a warning, once, however often the run met it; an oops is returned, as it ends the command.
    private Finding? WarnOfFindings(GpuDevice device)
    {
        Finding? oops = null;
        foreach (IGrouping<(FindingKind Kind, string Title), Finding> same in
            device.TakeNewFindings().GroupBy(finding => (finding.Kind, finding.Title)))
        {
            int count = same.Count();
            if (same.Key.Kind == FindingKind.Oops)
            {
                oops ??= same.First();
            }
            else if (same.Key.Kind != FindingKind.GpuPageFault || !ReportsPageFaults)
            {
                string times = count == 1 ? "" : $", {count} times";
                WriteWarning($"{same.Key.Kind}: {same.Key.Title}{times} (Get-GpuFinding shows the report)");
            }
        }

        return oops;
    }
}
