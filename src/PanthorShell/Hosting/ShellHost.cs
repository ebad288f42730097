using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace PanthorShell.Hosting;

/// <summary>The host that scripts see as $Host: the console of this process.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly ShellUserInterface _ui;

    public ShellHost(bool interactive)
    {
        _ui = new ShellUserInterface(interactive);
    }

    public override string Name => "ConsoleHost";

    public override Version Version { get; } = new(7, 6, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSObject PrivateData { get; } = new();

    /// <summary>True when a script has ended the session with exit.</summary>
    public bool ShouldExit { get; private set; }

    public int ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode)
    {
        ShouldExit = true;
        ExitCode = exitCode;
    }

    public override void EnterNestedPrompt() =>
        throw new PSNotSupportedException("Nested prompts are not supported by PanthorShell.");

    public override void ExitNestedPrompt() =>
        throw new PSNotSupportedException("Nested prompts are not supported by PanthorShell.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
