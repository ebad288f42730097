using System.Management.Automation;
using System.Management.Automation.Host;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Writes lines to the host, errors to its error output.</summary>
internal sealed class HostSink(PSHostUserInterface ui, int width) : ILineSink
{
    public int Width { get; } = width;

    public int TextWidth { get; } = width;

    public void WriteLine(string line, OutputStream stream)
    {
        line = PSStyle.Instance.Render(line, ui.SupportsVirtualTerminal);
        switch (stream)
        {
            case OutputStream.Error:
                ui.WriteErrorLine(line);
                break;
            case OutputStream.Warning:
                ui.WriteWarningLine(line);
                break;
            case OutputStream.Verbose:
                ui.WriteVerboseLine(line);
                break;
            case OutputStream.Debug:
                ui.WriteDebugLine(line);
                break;
            default:
                ui.WriteLine(line);
                break;
        }
    }
}
