using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>What scripts see as <c>$ExecutionContext</c>.</summary>
public class EngineIntrinsics
{
    private readonly ExecutionContext _context;

    internal EngineIntrinsics(ExecutionContext context)
    {
        _context = context;
    }

    /// <summary>The host.</summary>
    public PSHost Host => _context.Host;

    /// <summary>Runs scripts and finds commands.</summary>
    public CommandInvocationIntrinsics InvokeCommand => SessionState.InvokeCommand;

    /// <summary>Items of the drives.</summary>
    public ProviderIntrinsics InvokeProvider => SessionState.InvokeProvider;

    /// <summary>The session.</summary>
    public SessionState SessionState => _context.CurrentSession.PublicState;
}
