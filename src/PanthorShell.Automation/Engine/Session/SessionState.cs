using System.Collections.Generic;

namespace System.Management.Automation;

/// <summary>The session as cmdlets see it.</summary>
public sealed class SessionState
{
    private PSVariableIntrinsics? _variables;
    private PathIntrinsics? _path;
    private DriveManagementIntrinsics? _drive;
    private CommandInvocationIntrinsics? _invoke;
    private ProviderIntrinsics? _provider;

    internal SessionState(SessionStateInternal state)
    {
        Internal = state;
    }

    /// <summary>The variables.</summary>
    public PSVariableIntrinsics PSVariable => _variables ??= new PSVariableIntrinsics(Internal);

    /// <summary>Paths and locations.</summary>
    public PathIntrinsics Path => _path ??= new PathIntrinsics(Internal.Context);

    /// <summary>The drives.</summary>
    public DriveManagementIntrinsics Drive => _drive ??= new DriveManagementIntrinsics(Internal.Context);

    /// <summary>Runs scripts and finds commands.</summary>
    public CommandInvocationIntrinsics InvokeCommand => _invoke ??= new CommandInvocationIntrinsics(Internal);

    /// <summary>Items of the drives.</summary>
    public ProviderIntrinsics InvokeProvider => _provider ??= new ProviderIntrinsics(Internal.Context);

    /// <summary>The providers.</summary>
    public CmdletProviderManagementIntrinsics Provider => new(Internal.Context);

    /// <summary>The module, or null.</summary>
    public PSModuleInfo? Module => Internal.Module;

    /// <summary>How much of the language may be used.</summary>
    public PSLanguageMode LanguageMode { get; set; } = PSLanguageMode.FullLanguage;

    /// <summary>The programs that may run.</summary>
    public List<string> Applications { get; } = ["*"];

    /// <summary>The scripts that may run.</summary>
    public List<string> Scripts { get; } = ["*"];

    internal SessionStateInternal Internal { get; }
}
