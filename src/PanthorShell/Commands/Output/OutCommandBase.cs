using System.Management.Automation;
using PanthorShell.Formatting;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the Out-* cmdlets have in common.</summary>
internal abstract class OutCommandBase : PSCmdlet
{
    private OutputFormatter? _formatter;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void BeginProcessing()
    {
        _formatter = new OutputFormatter(ShellState.Of(this).Formats, ShellState.EnumerationLimit(this), Sink());
    }

    protected override void ProcessRecord()
    {
        try
        {
            _formatter!.Process(InputObject);
        }
        catch (FormatSequenceException exception)
        {
            ThrowTerminatingError(exception.Error);
        }
    }

    protected override void EndProcessing() => _formatter!.Finish();

    private protected abstract ILineSink Sink();

    /// <summary>The columns of the host's window that lines may take: the last one stays free.</summary>
    protected int HostWidth() => SinkWidth() - 1;

    /// <summary>The width of the host's window.</summary>
    protected int SinkWidth()
    {
        int width = Host.UI?.RawUI?.BufferSize.Width ?? 0;
        return width > 0 ? width : ConsoleSize.Width;
    }
}
