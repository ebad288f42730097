using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sets how strict the current scope is with names that do not exist.</summary>
[Cmdlet(VerbsCommon.Set, "StrictMode", DefaultParameterSetName = "Version")]
internal sealed class SetStrictModeCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Off", Mandatory = true)]
    public SwitchParameter Off { get; set; }

    [Alias("v")]
    [Parameter(ParameterSetName = "Version", Mandatory = true)]
    [StrictVersionTransformation]
    public Version? Version { get; set; }

    protected override void EndProcessing() =>
        Context.CurrentSession.CurrentScope.StrictMode = Off ? new Version(0, 0) : Version;
}

/// <summary>Takes Latest, and whole numbers, for a version.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StrictVersionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string text && text.Equals("latest", StringComparison.OrdinalIgnoreCase)) return new Version(3, 0);
        return value switch
        {
            int number => new Version(number, 0),
            double number => new Version((int)number, (int)Math.Round((number - (int)number) * 10)),
            _ => inputData,
        };
    }
}
