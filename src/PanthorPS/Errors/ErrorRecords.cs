using System;
using System.Management.Automation;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Makes the error records of the module: one place for ids, categories and recommended actions.</summary>
internal static class ErrorRecords
{
    /// <summary>True for the exceptions that stand for expected failures of one record.</summary>
    public static bool IsRecordError(Exception exception) => 
        exception is ErrnoException or GpuPageFaultException or CommandStreamException;

    /// <summary>True for the exceptions after which a command cannot go on.</summary>
    public static bool IsFatal(Exception exception) =>
        exception is KernelBugException or StalledException or StepLimitException;

    /// <summary>The error record of an expected failure.</summary>
    public static ErrorRecord Of(Exception exception, object? target) => exception switch
    {
        ErrnoException e => Advise(
            new ErrorRecord(e, ErrnoTable.NameOf(e.Errno), ErrnoTable.CategoryOf(e.Errno), e.Target ?? target),
            ErrnoTable.ActionFor(e.Errno)),
        GpuPageFaultException => Advise(
            new ErrorRecord(exception, "GpuPageFault", ErrorCategory.InvalidData, target),
            "Get-GpuMapping shows what is mapped, Resolve-GpuAddress where a walk of the page table ends."),
        CommandStreamException => Advise(
            new ErrorRecord(exception, "CommandStream", ErrorCategory.ParserError, target),
            "about_GpuCommandStreams lists the commands of a stream."),
        _ => throw new ArgumentException("Not an expected failure.", nameof(exception), exception),
    };

    /// <summary>The error record of a failure that ends the command: the simulated kernel cannot go on.</summary>
    public static ErrorRecord OfFatal(Exception exception, object? target)
    {
        if (exception is KernelBugException bug)
        {
            bool isDeadlock = bug.Finding.Kind is FindingKind.LockOrder or FindingKind.Deadlock or FindingKind.HungTask;
            var record = new ErrorRecord(
                exception,
                "Kernel" + bug.Finding.Kind,
                isDeadlock ? ErrorCategory.DeadlockDetected : ErrorCategory.InvalidResult,
                target);

            // Hosts fold the lines of a message, but not of what they recommend: the report stays readable there.
            return Advise(
                record,
                "Get-GpuFinding keeps the report, Get-GpuEvent what happened before." + Environment.NewLine
                    + bug.Finding.Report,
                bug.Finding.Title);
        }

        bool isStalled = exception is StalledException;
        return Advise(
            new ErrorRecord(
                exception,
                isStalled ? "GpuDeviceStalled" : "GpuStepLimit",
                isStalled ? ErrorCategory.DeadlockDetected : ErrorCategory.LimitsExceeded,
                target),
            "Get-GpuTask shows what waits for what, Get-GpuEvent what happened before.");
    }

    /// <summary>The error record of a command that makes no sense as it was given.</summary>
    public static ErrorRecord OfUsage(
        string id, ErrorCategory category, string message, object? target = null, string? action = null) =>
        Advise(new ErrorRecord(new InvalidOperationException(message), id, category, target), action);

    private static ErrorRecord Advise(ErrorRecord record, string? action, string? message = null)
    {
        if (action is not null)
        {
            record.ErrorDetails = new ErrorDetails(message ?? record.Exception.Message) { RecommendedAction = action };
        }

        return record;
    }
}
