using System;
using System.Management.Automation;

namespace Pester;

/// <summary>A test.</summary>
[Cmdlet("Pester", "It")]
internal sealed class ItCommand : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? Name { get; set; }

    [Parameter(Position = 1)]
    public ScriptBlock? Test { get; set; }

    [Alias("TestCases")]
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? ForEach { get; set; }

    [Alias("Tags")]
    [Parameter]
    public string[] Tag { get; set; } = [];

    [Parameter]
    public SwitchParameter Skip { get; set; }

    protected override void ProcessRecord()
    {
        RequireDiscovery();
        if (Test is null)
        {
            throw new ArgumentException(
                "No test script block is provided. (Have you put the opening curly brace on the next line?)");
        }

        bool hasForEach = MyInvocation.BoundParameters.ContainsKey(nameof(ForEach));
        Discovery.AddTest(Name!, Test, ForEach, hasForEach, Tag, Skip, MyInvocation.ScriptLineNumber);
    }
}
