using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PanthorShell.TestModule;

public sealed class WidgetCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
            IDictionary fakeBoundParameters)
    {
        yield return new CompletionResult("small", "small", CompletionResultType.ParameterValue, "a small one");
    }
}

public sealed class SizeTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object raw = inputData is PSObject wrapper ? wrapper.BaseObject : inputData;
        return raw is string text && text.EndsWith("KiB", StringComparison.Ordinal)
            ? long.Parse(text[..^3], System.Globalization.CultureInfo.InvariantCulture) * 1024
            : inputData;
    }
}

public sealed class Widget
{
    public int Id { get; set; }

    public string? Name { get; set; }

    public long Size { get; set; }

    public override string ToString() => $"Widget {Id}";
}

public sealed class ModuleLife : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    public static int Imports { get; private set; }

    public static int Removals { get; private set; }

    public void OnImport() => Imports++;

    public void OnRemove(PSModuleInfo psModuleInfo) => Removals++;
}

[Cmdlet(VerbsCommon.New, "Widget", SupportsShouldProcess = true, DefaultParameterSetName = "ByName")]
[OutputType(typeof(Widget))]
public sealed class NewWidgetCommand : PSCmdlet
{
    private static int s_next;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByName", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(WidgetCompleter))]
    public string Name { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ParameterSetName = "ByTemplate", ValueFromPipeline = true)]
    public Widget? Template { get; set; }

    [Parameter]
    [SizeTransformation]
    [ValidateRange(0L, 1L << 30)]
    public long Size { get; set; } = 1;

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "ByTemplate") Name = Template!.Name!;
        if (!ShouldProcess(Name, "New widget")) return;
        WriteVerbose("making " + Name);
        WriteObject(new Widget { Id = ++s_next, Name = Name, Size = Size });
    }
}

[Cmdlet(VerbsCommon.Remove, "Widget")]
public sealed class RemoveWidgetCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Widget? Widget { get; set; }

    [Parameter]
    public SwitchParameter Fatally { get; set; }

    protected override void ProcessRecord()
    {
        ErrorRecord record = new(new InvalidOperationException("stuck: " + Widget), "EBUSY",
            ErrorCategory.ResourceBusy, Widget);
        if (Fatally) ThrowTerminatingError(record);
        WriteError(record);
    }
}

[Cmdlet(VerbsDiagnostic.Test, "Session")]
public sealed class TestSessionCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    public ScriptBlock? Script { get; set; }

    protected override void EndProcessing()
    {
        WriteProgress(new ProgressRecord(1, "testing", "half way") { PercentComplete = 50 });
        WriteWarning("careful");
        WriteInformation("told", ["tag"]);
        WriteObject(SessionState.Path.CurrentLocation.Path);
        WriteObject(SessionState.PSVariable.GetValue("answer"));
        WriteObject(MyInvocation.MyCommand.Name);
        WriteObject(Host.Name);
        if (Script is null) return;
        WriteObject(Script.InvokeReturnAsIs(20), true);
        WriteObject(Script.InvokeWithContext(null, [new PSVariable("_", 22)], []), true);
        Collection<PSObject> results = InvokeCommand.InvokeScript("param($x) $x + 1", 41);
        WriteObject(results, true);
    }
}

[Cmdlet(VerbsLifecycle.Invoke, "Nothing")]
public sealed class InvokeNothingCommand : Cmdlet
{
}

[Cmdlet(VerbsLifecycle.Invoke, "Dynamic")]
public sealed class InvokeDynamicCommand : PSCmdlet, IDynamicParameters
{
    private readonly RuntimeDefinedParameterDictionary _parameters = [];

    [Parameter(Mandatory = true, Position = 0)]
    public string Kind { get; set; } = string.Empty;

    public object GetDynamicParameters()
    {
        if (Kind == "colour")
        {
            _parameters["Colour"] = new RuntimeDefinedParameter("Colour", typeof(ConsoleColor),
                [new ParameterAttribute { Mandatory = true }]);
        }

        return _parameters;
    }

    protected override void EndProcessing() =>
        WriteObject(_parameters.TryGetValue("Colour", out RuntimeDefinedParameter? colour) ? colour.Value : "plain");
}

[Cmdlet(VerbsDiagnostic.Measure, "Order")]
public sealed class MeasureOrderCommand : PSCmdlet, IDisposable
{
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    [Parameter(Mandatory = true)]
    [AllowEmptyCollection]
    public IList? Log { get; set; }

    [Parameter]
    public string Tag { get; set; } = "m";

    public void Dispose() => Log?.Add(Tag + ":dispose");

    protected override void BeginProcessing() => Log!.Add(Tag + ":begin");

    protected override void ProcessRecord()
    {
        Log!.Add($"{Tag}:{InputObject}");
        WriteObject(InputObject);
    }

    protected override void EndProcessing() => Log!.Add(Tag + ":end");
}
