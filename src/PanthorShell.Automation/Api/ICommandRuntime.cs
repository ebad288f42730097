using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>What a cmdlet asks of the engine that runs it.</summary>
public interface ICommandRuntime
{
    /// <summary>The host.</summary>
    PSHost? Host { get; }

    /// <summary>Kept for the shape of the API; transactions do not exist.</summary>
    PSTransactionContext? CurrentPSTransaction { get; }

    /// <summary>Writes to the debug stream.</summary>
    void WriteDebug(string text);

    /// <summary>Writes to the error stream.</summary>
    void WriteError(ErrorRecord errorRecord);

    /// <summary>Writes an object.</summary>
    void WriteObject(object? sendToPipeline);

    /// <summary>Writes an object or the elements of a collection.</summary>
    void WriteObject(object? sendToPipeline, bool enumerateCollection);

    /// <summary>Reports progress.</summary>
    void WriteProgress(ProgressRecord progressRecord);

    /// <summary>Reports progress of a source.</summary>
    void WriteProgress(long sourceId, ProgressRecord progressRecord);

    /// <summary>Writes to the verbose stream.</summary>
    void WriteVerbose(string text);

    /// <summary>Writes to the warning stream.</summary>
    void WriteWarning(string text);

    /// <summary>Writes to the log of the pipeline.</summary>
    void WriteCommandDetail(string text);

    /// <summary>Asks whether to act on a target.</summary>
    bool ShouldProcess(string? target);

    /// <summary>Asks whether to take an action on a target.</summary>
    bool ShouldProcess(string? target, string? action);

    /// <summary>Asks whether to act, with own texts.</summary>
    bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption);

    /// <summary>Asks whether to act, with own texts, and tells why not.</summary>
    bool ShouldProcess(
        string? verboseDescription, string? verboseWarning, string? caption,
        out ShouldProcessReason shouldProcessReason);

    /// <summary>Asks a question.</summary>
    bool ShouldContinue(string? query, string? caption);

    /// <summary>Asks a question that can be answered for all.</summary>
    bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll);

    /// <summary>Kept for the shape of the API; transactions do not exist.</summary>
    bool TransactionAvailable();

    /// <summary>Ends the command with an error.</summary>
    [DoesNotReturn]
    void ThrowTerminatingError(ErrorRecord errorRecord);
}
