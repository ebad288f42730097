using System.Management.Automation.Internal;

namespace System.Management.Automation;

/// <summary>A command needs no more input: everything before it in the pipeline ends.</summary>
internal sealed class StopUpstreamCommandsException : FlowControlException
{
    internal StopUpstreamCommandsException(InternalCommand requestingCommand)
    {
        RequestingCommand = requestingCommand;
    }

    /// <summary>The command that has had enough.</summary>
    internal InternalCommand RequestingCommand { get; }
}
