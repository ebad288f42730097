using System;
using System.Management.Automation;

namespace Pester;

/// <summary>Describe and Context.</summary>
internal abstract class BlockCommandBase : PesterCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? Name { get; set; }

    [Alias("Tags")]
    [Parameter]
    public string[] Tag { get; set; } = [];

    [Parameter(Position = 1)]
    [ValidateNotNull]
    public ScriptBlock? Fixture { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? ForEach { get; set; }

    private protected abstract string Kind { get; }

    protected override void ProcessRecord()
    {
        RequireDiscovery();
        if (Fixture is null)
        {
            throw new ArgumentException(
                $"No test {Kind} script block is provided. (Have you put the opening curly brace on the next line?)");
        }

        bool hasForEach = MyInvocation.BoundParameters.ContainsKey(nameof(ForEach));
        Discovery.AddBlock(Kind, Name!, Fixture, ForEach, hasForEach, Tag, Skip, MyInvocation.ScriptLineNumber);
    }
}
