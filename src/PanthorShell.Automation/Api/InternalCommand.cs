namespace System.Management.Automation.Internal;

/// <summary>The base of all cmdlets, out of their sight.</summary>
public abstract class InternalCommand
{
    internal InternalCommand()
    {
    }

    /// <summary>Who called the command.</summary>
    public CommandOrigin CommandOrigin { get; internal set; } = CommandOrigin.Internal;

    internal ICommandRuntime? RuntimeInternal { get; set; }

    internal ExecutionContext Context { get; set; } = null!;

    internal CommandInfo? CommandInfo { get; set; }

    internal InvocationInfo? Invocation { get; set; }

    internal PSObject? CurrentPipelineObject { get; set; }

    internal bool IsStopping => RuntimeInternal is CommandRuntime { IsStopping: true };

    internal CommandRuntime Runtime => (CommandRuntime)RuntimeInternal!;

    internal virtual void DoBegin()
    {
    }

    internal virtual void DoProcess()
    {
    }

    internal virtual void DoEnd()
    {
    }

    internal virtual void DoClean()
    {
    }

    internal virtual void DoStop()
    {
    }
}
