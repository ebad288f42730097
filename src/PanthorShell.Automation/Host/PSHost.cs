using System.Globalization;

namespace System.Management.Automation.Host;

/// <summary>The program that hosts the engine.</summary>
public abstract class PSHost
{
    /// <summary>The name.</summary>
    public abstract string Name { get; }

    /// <summary>The version.</summary>
    public abstract Version Version { get; }

    /// <summary>The identity of this host.</summary>
    public abstract Guid InstanceId { get; }

    /// <summary>How the host talks to a person; null when it cannot.</summary>
    public abstract PSHostUserInterface? UI { get; }

    /// <summary>The culture of values.</summary>
    public abstract CultureInfo CurrentCulture { get; }

    /// <summary>The culture of texts.</summary>
    public abstract CultureInfo CurrentUICulture { get; }

    /// <summary>Whatever the host wants to show to scripts.</summary>
    public virtual PSObject? PrivateData => null;

    /// <summary>Whether scripts can be debugged.</summary>
    public virtual bool DebuggerEnabled { get; set; }

    /// <summary>Asks the host to end.</summary>
    public abstract void SetShouldExit(int exitCode);

    /// <summary>Starts a nested prompt.</summary>
    public abstract void EnterNestedPrompt();

    /// <summary>Ends a nested prompt.</summary>
    public abstract void ExitNestedPrompt();

    /// <summary>A native program begins.</summary>
    public abstract void NotifyBeginApplication();

    /// <summary>A native program has ended.</summary>
    public abstract void NotifyEndApplication();
}
