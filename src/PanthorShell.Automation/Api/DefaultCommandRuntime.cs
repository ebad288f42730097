using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>Runs a cmdlet outside of a pipeline: output is collected, everything else has no effect.</summary>
internal sealed class DefaultCommandRuntime(List<object?> output) : ICommandRuntime2
{
    public PSHost? Host => null;

    public PSTransactionContext? CurrentPSTransaction => null;

    public void WriteDebug(string text)
    {
    }

    public void WriteError(ErrorRecord errorRecord) =>
        throw errorRecord.Exception ?? new InvalidOperationException(errorRecord.ToString());

    public void WriteObject(object? sendToPipeline) => output.Add(sendToPipeline);

    public void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        if (enumerateCollection && LanguagePrimitives.GetEnumerable(sendToPipeline) is { } sequence)
        {
            foreach (object? item in sequence) output.Add(item);
        }
        else
        {
            output.Add(sendToPipeline);
        }
    }

    public void WriteProgress(ProgressRecord progressRecord)
    {
    }

    public void WriteProgress(long sourceId, ProgressRecord progressRecord)
    {
    }

    public void WriteVerbose(string text)
    {
    }

    public void WriteWarning(string text)
    {
    }

    public void WriteCommandDetail(string text)
    {
    }

    public void WriteInformation(InformationRecord informationRecord)
    {
    }

    public bool ShouldProcess(string? target) => true;

    public bool ShouldProcess(string? target, string? action) => true;

    public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption) => true;

    public bool ShouldProcess(
        string? verboseDescription, string? verboseWarning, string? caption,
        out ShouldProcessReason shouldProcessReason)
    {
        shouldProcessReason = ShouldProcessReason.None;
        return true;
    }

    public bool ShouldContinue(string? query, string? caption) => true;

    public bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll) => true;

    public bool ShouldContinue(
        string? query, string? caption, bool hasSecurityImpact, ref bool yesToAll, ref bool noToAll) => true;

    public bool TransactionAvailable() => false;

    [DoesNotReturn]
    public void ThrowTerminatingError(ErrorRecord errorRecord) => throw errorRecord.Exception;
}
