using System.Linq;
using System.Management.Automation.Host;

namespace System.Management.Automation.Runspaces;

/// <summary>A session in this process.</summary>
internal sealed class LocalRunspace : Runspace
{
    private RunspaceState _state = RunspaceState.BeforeOpen;

    internal LocalRunspace(PSHost host, InitialSessionState? initial)
    {
        Context = new ExecutionContext(host);
        SessionStateProxy = new SessionStateProxy(Context);
        InitialState = initial;
    }

    public override event EventHandler<RunspaceStateEventArgs>? StateChanged;

    internal ExecutionContext Context { get; }

    internal InitialSessionState? InitialState { get; }

    public override SessionStateProxy SessionStateProxy { get; }

    public override RunspaceStateInfo RunspaceStateInfo => new(_state, null);

    public override void Open()
    {
        if (_state != RunspaceState.BeforeOpen) throw new InvalidRunspaceStateException("The runspace has been "
            + "opened already.");
        SetState(RunspaceState.Opened);
        if (InitialState is null) return;
        As(() => InitialState.Apply(Context));
    }

    public override void Close()
    {
        if (_state == RunspaceState.Closed) return;
        SetState(RunspaceState.Closed);
        As(() =>
        {
            foreach (PSModuleInfo module in Context.Modules.Loaded.Reverse().ToList()) Context.Modules.Remove(module,
                force: true);
        });
        if (DefaultRunspace == this) DefaultRunspace = null;
    }

    /// <summary>Does something as the runspace of this thread, and leaves the thread as it was.</summary>
    internal void As(Action action)
    {
        Runspace? before = DefaultRunspace;
        ExecutionContext? contextBefore = ExecutionContext.Current;
        DefaultRunspace = this;
        try
        {
            action();
        }
        finally
        {
            DefaultRunspace = before;
            ExecutionContext.Current = contextBefore;
        }
    }

    private void SetState(RunspaceState state)
    {
        _state = state;
        StateChanged?.Invoke(this, new RunspaceStateEventArgs(RunspaceStateInfo));
    }
}
