using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>The base of cmdlets that use the session.</summary>
public abstract partial class PSCmdlet : Cmdlet
{
    /// <summary>Creates the cmdlet.</summary>
    protected PSCmdlet()
    {
    }

    /// <summary>The parameter set that was chosen.</summary>
    public string ParameterSetName { get; internal set; } = ParameterAttribute.AllParameterSets;

    /// <summary>The call.</summary>
    public InvocationInfo MyInvocation => Invocation!;

    /// <summary>What -First, -Skip and -IncludeTotalCount say.</summary>
    public PagingParameters? PagingParameters { get; internal set; }

    /// <summary>Runs scripts and finds commands.</summary>
    public CommandInvocationIntrinsics InvokeCommand => SessionState.InvokeCommand;

    /// <summary>The host.</summary>
    public PSHost Host => Context.Host;

    /// <summary>The session.</summary>
    public SessionState SessionState => Context.CurrentSession.PublicState;

    /// <summary>Items of the drives.</summary>
    public ProviderIntrinsics InvokeProvider => SessionState.InvokeProvider;

    /// <summary>The location of a provider.</summary>
    public PathInfo CurrentProviderLocation(string providerId) =>
        SessionState.Path.CurrentProviderLocation(providerId);

    /// <summary>The full path of a PowerShell path that need not exist.</summary>
    public string GetUnresolvedProviderPathFromPSPath(string path) =>
        SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>The full paths that a PowerShell path with wildcards leads to.</summary>
    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider) =>
        SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);

    /// <summary>The value of a variable, or null.</summary>
    public object? GetVariableValue(string name) => SessionState.PSVariable.GetValue(name);

    /// <summary>The value of a variable, or another value.</summary>
    public object? GetVariableValue(string name, object? defaultValue) =>
        SessionState.PSVariable.GetValue(name, defaultValue);
}
