namespace System.Management.Automation.Runspaces;

/// <summary>The variables and paths of a session.</summary>
public class SessionStateProxy
{
    private readonly ExecutionContext _context;

    internal SessionStateProxy(ExecutionContext context)
    {
        _context = context;
    }

    /// <summary>The variables.</summary>
    public virtual PSVariableIntrinsics PSVariable => _context.GlobalSession.PublicState.PSVariable;

    /// <summary>Paths and locations.</summary>
    public virtual PathIntrinsics Path => _context.GlobalSession.PublicState.Path;

    /// <summary>The drives.</summary>
    public virtual DriveManagementIntrinsics Drive => _context.GlobalSession.PublicState.Drive;

    /// <summary>Runs scripts and finds commands.</summary>
    public virtual CommandInvocationIntrinsics InvokeCommand => _context.GlobalSession.PublicState.InvokeCommand;

    /// <summary>Items of the drives.</summary>
    public virtual ProviderIntrinsics InvokeProvider => _context.GlobalSession.PublicState.InvokeProvider;

    /// <summary>The value of a variable.</summary>
    public virtual object? GetVariable(string name) => PSVariable.GetValue(name);

    /// <summary>Sets a variable.</summary>
    public virtual void SetVariable(string name, object? value) => PSVariable.Set(name, value);
}
