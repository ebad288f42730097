using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Ends the commands before this one in the pipeline, as their further output is not wanted.</summary>
internal static class StopUpstream
{
    public static void Stop(PSCmdlet cmdlet) => throw new StopUpstreamCommandsException(cmdlet);
}
