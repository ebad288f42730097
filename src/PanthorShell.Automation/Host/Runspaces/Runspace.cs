namespace System.Management.Automation.Runspaces;

/// <summary>A session in which pipelines run.</summary>
public abstract class Runspace : IDisposable
{
    [ThreadStatic]
    private static Runspace? t_default;

    internal Runspace()
    {
    }

    /// <summary>The session of this thread.</summary>
    public static Runspace? DefaultRunspace
    {
        get => t_default;
        set
        {
            t_default = value;
            ExecutionContext.Current = (value as LocalRunspace)?.Context;
        }
    }

    /// <summary>Raised when the state has changed.</summary>
    public abstract event EventHandler<RunspaceStateEventArgs>? StateChanged;

    /// <summary>The identity.</summary>
    public Guid InstanceId { get; } = Guid.NewGuid();

    /// <summary>The name.</summary>
    public string Name { get; set; } = "Runspace";

    /// <summary>The version of the engine.</summary>
    public Version Version => EngineVersion.Value;

    /// <summary>The variables and paths of the session.</summary>
    public abstract SessionStateProxy SessionStateProxy { get; }

    /// <summary>The state.</summary>
    public abstract RunspaceStateInfo RunspaceStateInfo { get; }

    /// <summary>Makes it ready.</summary>
    public abstract void Open();

    /// <summary>Ends it.</summary>
    public abstract void Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends it.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Close();
    }
}
