using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Internal;
using System.Threading;

namespace System.Management.Automation;

/// <summary>The base of cmdlets that need no session.</summary>
public abstract class Cmdlet : InternalCommand
{
    /// <summary>Creates the cmdlet.</summary>
    protected Cmdlet()
    {
    }

    /// <summary>The names of the common parameters.</summary>
    public static HashSet<string> CommonParameters =>
        new(CommonParameterNames.Common, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the common parameters that a command may have.</summary>
    public static HashSet<string> OptionalCommonParameters =>
        new(CommonParameterNames.Optional, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the pipeline is being stopped.</summary>
    public bool Stopping => IsStopping;

    /// <summary>The engine that runs the cmdlet.</summary>
    public ICommandRuntime CommandRuntime
    {
        get => RuntimeInternal!;
        set => RuntimeInternal = value;
    }

    /// <summary>Becomes cancelled when the pipeline is stopped.</summary>
    public CancellationToken PipelineStopToken =>
        (RuntimeInternal as CommandRuntime)?.Pipeline?.StopToken ?? CancellationToken.None;

    /// <summary>Kept for the shape of the API; transactions do not exist.</summary>
    public PSTransactionContext? CurrentPSTransaction => null;

    /// <summary>A text of a resource; only the key is known here.</summary>
    public virtual string GetResourceString(string baseName, string resourceId) =>
        throw new PSArgumentException($"The resource '{resourceId}' of '{baseName}' does not exist.",
            nameof(resourceId));

    /// <summary>Runs the cmdlet outside of a pipeline and gives its output.</summary>
    public IEnumerable Invoke() => Invoke<object>();

    /// <summary>Runs the cmdlet outside of a pipeline and gives its output.</summary>
    public IEnumerable<T> Invoke<T>()
    {
        if (this is PSCmdlet)
        {
            throw new PSInvalidOperationException("Cmdlets derived from PSCmdlet cannot be invoked directly.");
        }

        List<object?> output = [];
        RuntimeInternal ??= new DefaultCommandRuntime(output);
        BeginProcessing();
        ProcessRecord();
        EndProcessing();
        foreach (object? item in output)
        {
            yield return (T)item!;
        }
    }

    /// <summary>Asks a question.</summary>
    public bool ShouldContinue(string? query, string? caption) => CommandRuntime.ShouldContinue(query, caption);

    /// <summary>Asks a question that can be answered for all.</summary>
    public bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll) =>
        CommandRuntime.ShouldContinue(query, caption, ref yesToAll, ref noToAll);

    /// <summary>Asks a question that can be answered for all.</summary>
    public bool ShouldContinue(
        string? query, string? caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll) =>
        CommandRuntime is ICommandRuntime2 runtime
            ? runtime.ShouldContinue(query, caption, hasSecurityImpact, ref yesToAll, ref noToAll)
            : CommandRuntime.ShouldContinue(query, caption, ref yesToAll, ref noToAll);

    /// <summary>Asks whether to act on a target.</summary>
    public bool ShouldProcess(string? target) => CommandRuntime.ShouldProcess(target);

    /// <summary>Asks whether to take an action on a target.</summary>
    public bool ShouldProcess(string? target, string? action) => CommandRuntime.ShouldProcess(target, action);

    /// <summary>Asks whether to act, with own texts.</summary>
    public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption) =>
        CommandRuntime.ShouldProcess(verboseDescription, verboseWarning, caption);

    /// <summary>Asks whether to act, with own texts, and tells why not.</summary>
    public bool ShouldProcess(
        string? verboseDescription, string? verboseWarning, string? caption,
        out ShouldProcessReason shouldProcessReason) =>
        CommandRuntime.ShouldProcess(verboseDescription, verboseWarning, caption, out shouldProcessReason);

    /// <summary>Ends the command with an error.</summary>
    [DoesNotReturn]
    public void ThrowTerminatingError(ErrorRecord errorRecord)
    {
        ArgumentNullException.ThrowIfNull(errorRecord);
        CommandRuntime.ThrowTerminatingError(errorRecord);
    }

    /// <summary>Kept for the shape of the API; transactions do not exist.</summary>
    public bool TransactionAvailable() => false;

    /// <summary>Writes to the log of the pipeline.</summary>
    public void WriteCommandDetail(string text) => CommandRuntime.WriteCommandDetail(text);

    /// <summary>Writes to the debug stream.</summary>
    public void WriteDebug(string text) => CommandRuntime.WriteDebug(text);

    /// <summary>Writes to the error stream.</summary>
    public void WriteError(ErrorRecord errorRecord) => CommandRuntime.WriteError(errorRecord);

    /// <summary>Writes to the information stream.</summary>
    public void WriteInformation(object messageData, string[]? tags)
    {
        InformationRecord record = new(messageData, InformationSource());
        if (tags is not null) record.Tags.AddRange(tags);
        WriteInformation(record);
    }

    /// <summary>Writes to the information stream.</summary>
    public void WriteInformation(InformationRecord informationRecord)
    {
        if (CommandRuntime is ICommandRuntime2 runtime) runtime.WriteInformation(informationRecord);
    }

    /// <summary>Writes an object.</summary>
    public void WriteObject(object? sendToPipeline) => CommandRuntime.WriteObject(sendToPipeline);

    /// <summary>Writes an object or the elements of a collection.</summary>
    public void WriteObject(object? sendToPipeline, bool enumerateCollection) =>
        CommandRuntime.WriteObject(sendToPipeline, enumerateCollection);

    /// <summary>Reports progress.</summary>
    public void WriteProgress(ProgressRecord progressRecord) => CommandRuntime.WriteProgress(progressRecord);

    /// <summary>Writes to the verbose stream.</summary>
    public void WriteVerbose(string text) => CommandRuntime.WriteVerbose(text);

    /// <summary>Writes to the warning stream.</summary>
    public void WriteWarning(string text) => CommandRuntime.WriteWarning(text);

    internal sealed override void DoBegin() => BeginProcessing();

    internal override void DoProcess() => ProcessRecord();

    internal sealed override void DoEnd() => EndProcessing();

    internal sealed override void DoStop() => StopProcessing();

    /// <summary>Runs once before the first record.</summary>
    protected virtual void BeginProcessing()
    {
    }

    /// <summary>Runs once for each record.</summary>
    protected virtual void ProcessRecord()
    {
    }

    /// <summary>Runs once after the last record.</summary>
    protected virtual void EndProcessing()
    {
    }

    /// <summary>Runs when the pipeline is stopped, on another thread.</summary>
    protected virtual void StopProcessing()
    {
    }

    private string InformationSource() => Invocation switch
    {
        { ScriptName: { Length: > 0 } script } => script,
        { MyCommand.Name: { } name } => name,
        _ => string.Empty,
    };
}
