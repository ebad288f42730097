using System.Management.Automation.Host;

namespace System.Management.Automation.Runspaces;

/// <summary>Makes sessions.</summary>
public static class RunspaceFactory
{
    /// <summary>A session with the core commands and without a screen.</summary>
    public static Runspace CreateRunspace() => CreateRunspace(new DefaultHost(), InitialSessionState.CreateDefault2());

    /// <summary>A session with the core commands.</summary>
    public static Runspace CreateRunspace(PSHost host) => CreateRunspace(host, InitialSessionState.CreateDefault2());

    /// <summary>A session without a screen.</summary>
    public static Runspace CreateRunspace(InitialSessionState initialSessionState) =>
        CreateRunspace(new DefaultHost(), initialSessionState);

    /// <summary>A session.</summary>
    public static Runspace CreateRunspace(PSHost host, InitialSessionState initialSessionState)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(initialSessionState);
        return new LocalRunspace(host, initialSessionState);
    }
}
