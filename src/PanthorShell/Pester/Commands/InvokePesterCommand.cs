using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace Pester;

/// <summary>Runs test files.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Pester", DefaultParameterSetName = "Simple")]
[OutputType(typeof(Run))]
internal sealed class InvokePesterCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Simple")]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "Simple")]
    public string[] ExcludePath { get; set; } = [];

    [Alias("Tag", "Tags")]
    [Parameter(ParameterSetName = "Simple")]
    public string[] TagFilter { get; set; } = [];

    [Alias("ExcludeTag", "ExcludeTags")]
    [Parameter(ParameterSetName = "Simple")]
    public string[] ExcludeTagFilter { get; set; } = [];

    [Alias("Name")]
    [Parameter(ParameterSetName = "Simple")]
    public string[] FullNameFilter { get; set; } = [];

    [Parameter(ParameterSetName = "Simple")]
    public SwitchParameter CI { get; set; }

    [Parameter(ParameterSetName = "Simple")]
    [ValidateSet("Diagnostic", "Detailed", "Normal", "Minimal", "None")]
    public string Output { get; set; } = "Normal";

    [Parameter(ParameterSetName = "Simple")]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ParameterSetName = "Simple")]
    public Container[] Container { get; set; } = [];

    [Parameter(ParameterSetName = "Advanced")]
    public PesterConfiguration? Configuration { get; set; }

    protected override void EndProcessing()
    {
        PesterConfiguration configuration = Configuration ?? FromParameters();
        if (configuration.TestResult.Enabled.Value) throw Refusal.Of(this, "TestResult.Enabled");

        Run run = new PesterEngine(this, configuration, Print).Invoke();
        int failures = run.FailedCount + run.FailedBlocksCount + run.FailedContainersCount;
        SessionState.PSVariable.Set("global:LASTEXITCODE", failures);
        if (configuration.Run.PassThru.Value) WriteObject(run);
        if (failures == 0) return;

        if (configuration.Run.Throw.Value)
            throw new RuntimeException($"Pester run failed, because {failures} tests, blocks or files failed.");
        if (configuration.Run.Exit.Value)
            InvokeCommand.InvokeScript(false, ScriptBlock.Create("exit " + failures), null);
    }

    private PesterConfiguration FromParameters()
    {
        var configuration = new PesterConfiguration();
        if (Path is not null) configuration.Run.Path = Path;
        configuration.Run.ExcludePath = ExcludePath;
        configuration.Run.Container = Container;
        configuration.Run.PassThru = PassThru.ToBool();
        configuration.Run.Exit = CI.ToBool();
        configuration.Filter.Tag = TagFilter;
        configuration.Filter.ExcludeTag = ExcludeTagFilter;
        configuration.Filter.FullName = FullNameFilter;
        configuration.Output.Verbosity = Output;
        return configuration;
    }

    private void Print(string line) =>
        WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
}
