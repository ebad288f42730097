using System.Globalization;

namespace System.Management.Automation.Host;

/// <summary>A host without a screen.</summary>
internal sealed class DefaultHost : PSHost
{
    public override string Name => "Default Host";

    public override Version Version => EngineVersion.Value;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface? UI => null;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("The host has no prompt.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("The host has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
