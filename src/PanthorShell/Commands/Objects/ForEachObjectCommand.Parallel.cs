using System;
using System.Collections.Generic;
using System.Management.Automation;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <content>Objects in parallel, each in a runspace that is not the caller's.</content>
internal sealed partial class ForEachObjectCommand : IDisposable
{
    private const int DefaultThrottleLimit = 5;

    private static readonly string[] s_unsupported =
        ["ErrorAction", "WarningAction", "InformationAction", "PipelineVariable"];

    private ParallelPool? _pool;

    /// <summary>The block for each object; it sees the caller's variables as <c>$using:name</c> only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ParallelParameterSet")]
    public ScriptBlock? Parallel { get; set; }

    /// <summary>How many run at a time at most.</summary>
    [Parameter(ParameterSetName = "ParallelParameterSet")]
    [ValidateRange(1, int.MaxValue)]
    public int ThrottleLimit { get; set; } = DefaultThrottleLimit;

    /// <summary>Refused: there are no jobs here.</summary>
    [Parameter(ParameterSetName = "ParallelParameterSet")]
    public SwitchParameter AsJob { get; set; }

    /// <summary>Refused: nothing here ends a run by the clock.</summary>
    [Parameter(ParameterSetName = "ParallelParameterSet")]
    public int TimeoutSeconds { get; set; }

    public void Dispose() => _pool?.Dispose();

    protected override void StopProcessing() => _pool?.Stop();

    private void BeginParallel(ScriptBlock script)
    {
        if (AsJob) throw Refusal.Of(this, "ForEach-Object -Parallel -AsJob");
        if (TimeoutSeconds != 0) throw Refusal.Of(this, "ForEach-Object -Parallel -TimeoutSeconds");
        if (Array.Exists(s_unsupported, MyInvocation.BoundParameters.ContainsKey))
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSNotSupportedException("The following common parameters are not currently supported in the "
                    + "Parallel parameter set: " + string.Join(", ", s_unsupported)),
                "ParallelCommonParametersNotSupported",
                ErrorCategory.NotImplemented,
                this));
        }

        try
        {
            IReadOnlyDictionary<string, object?> values = UsingValues.Capture(script, Context);
            string text = script.ToString();
            string location = SessionState.Path.CurrentLocation.ToString();
            _pool = new ParallelPool(ThrottleLimit, send => new ParallelWorker(text, values, location, send));
        }
        catch (RuntimeException exception)
        {
            ThrowTerminatingError(new ErrorRecord(exception.ErrorRecord, exception));
        }
    }

    private void ProcessParallel(ParallelPool pool)
    {
        pool.Add(InputObject);
        foreach (ParallelRecord record in pool.Ready()) Write(record);
    }

    private void EndParallel(ParallelPool pool)
    {
        foreach (ParallelRecord record in pool.Rest()) Write(record);
    }

    private void Write(ParallelRecord record)
    {
        object? value = record.Value is PSObject wrapped ? wrapped.BaseObject : record.Value;
        switch (record.Stream)
        {
            case ParallelStream.Output:
                WriteObject(record.Value);
                break;
            case ParallelStream.Error when value is ErrorRecord error:
                // It tells of the command in the block, not of this one.
                Runtime.WriteErrorRecord(error, Runtime.ErrorAction);
                break;
            case ParallelStream.Warning:
                WriteWarning($"{value}");
                break;
            case ParallelStream.Verbose:
                WriteVerbose($"{value}");
                break;
            case ParallelStream.Debug:
                WriteDebug($"{value}");
                break;
            case ParallelStream.Information when value is InformationRecord information:
                WriteInformation(information);
                break;
            case ParallelStream.Progress when value is ProgressRecord progress:
                WriteProgress(progress);
                break;
            case ParallelStream.Text:
                Host.UI?.Write($"{value}");
                break;
        }
    }
}
