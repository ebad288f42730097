using System;
using System.Management.Automation;

namespace Pester;

/// <summary>The parameters of Should: one switch, and with it one parameter set, for each operator.</summary>
internal abstract class ShouldParameters : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? ActualValue { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Alias("EQ")]
    [Parameter(Mandatory = true, ParameterSetName = "Be")]
    public SwitchParameter Be { get; set; }

    [Alias("CEQ")]
    [Parameter(Mandatory = true, ParameterSetName = "BeExactly")]
    public SwitchParameter BeExactly { get; set; }

    [Alias("GT")]
    [Parameter(Mandatory = true, ParameterSetName = "BeGreaterThan")]
    public SwitchParameter BeGreaterThan { get; set; }

    [Alias("GE")]
    [Parameter(Mandatory = true, ParameterSetName = "BeGreaterOrEqual")]
    public SwitchParameter BeGreaterOrEqual { get; set; }

    [Alias("LT")]
    [Parameter(Mandatory = true, ParameterSetName = "BeLessThan")]
    public SwitchParameter BeLessThan { get; set; }

    [Alias("LE")]
    [Parameter(Mandatory = true, ParameterSetName = "BeLessOrEqual")]
    public SwitchParameter BeLessOrEqual { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeLike")]
    public SwitchParameter BeLike { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeLikeExactly")]
    public SwitchParameter BeLikeExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Match")]
    public SwitchParameter Match { get; set; }

    [Alias("CMATCH")]
    [Parameter(Mandatory = true, ParameterSetName = "MatchExactly")]
    public SwitchParameter MatchExactly { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeTrue")]
    public SwitchParameter BeTrue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeFalse")]
    public SwitchParameter BeFalse { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeNullOrEmpty")]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Alias("HaveType")]
    [Parameter(Mandatory = true, ParameterSetName = "BeOfType")]
    public SwitchParameter BeOfType { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "HaveCount")]
    public SwitchParameter HaveCount { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Contain")]
    public SwitchParameter Contain { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "BeIn")]
    public SwitchParameter BeIn { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Exist")]
    public SwitchParameter Exist { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Throw")]
    public SwitchParameter Throw { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "HaveParameter")]
    public SwitchParameter HaveParameter { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "FileContentMatch")]
    public SwitchParameter FileContentMatch { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Be")]
    [Parameter(Position = 0, ParameterSetName = "BeExactly")]
    [Parameter(Position = 0, ParameterSetName = "BeGreaterThan")]
    [Parameter(Position = 0, ParameterSetName = "BeGreaterOrEqual")]
    [Parameter(Position = 0, ParameterSetName = "BeLessThan")]
    [Parameter(Position = 0, ParameterSetName = "BeLessOrEqual")]
    [Parameter(Position = 0, ParameterSetName = "BeLike")]
    [Parameter(Position = 0, ParameterSetName = "BeLikeExactly")]
    [Parameter(Position = 0, ParameterSetName = "HaveCount")]
    [Parameter(Position = 0, ParameterSetName = "Contain")]
    [Parameter(Position = 0, ParameterSetName = "BeIn")]
    [AllowNull]
    [AllowEmptyCollection]
    public object? ExpectedValue { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Match")]
    [Parameter(Position = 0, ParameterSetName = "MatchExactly")]
    public string? RegularExpression { get; set; }

    [Parameter(Position = 0, ParameterSetName = "BeOfType")]
    public object? ExpectedType { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Throw")]
    public string? ExpectedMessage { get; set; }

    [Parameter(Position = 1, ParameterSetName = "Throw")]
    public string? ErrorId { get; set; }

    [Parameter(Position = 2, ParameterSetName = "Throw")]
    public Type? ExceptionType { get; set; }

    [Parameter(ParameterSetName = "Throw")]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Position = 0, ParameterSetName = "HaveParameter")]
    public string? ParameterName { get; set; }

    [Parameter(Position = 1, ParameterSetName = "HaveParameter")]
    public object? Type { get; set; }

    [Parameter(Position = 2, ParameterSetName = "HaveParameter")]
    public string? DefaultValue { get; set; }

    [Parameter(ParameterSetName = "HaveParameter")]
    public SwitchParameter Mandatory { get; set; }

    [Parameter(ParameterSetName = "HaveParameter")]
    public string? InParameterSet { get; set; }

    [Parameter(ParameterSetName = "HaveParameter")]
    public SwitchParameter HasArgumentCompleter { get; set; }

    [Parameter(ParameterSetName = "HaveParameter")]
    public string[]? Alias { get; set; }

    [Parameter(Position = 1, ParameterSetName = "Be")]
    [Parameter(Position = 1, ParameterSetName = "BeExactly")]
    [Parameter(Position = 1, ParameterSetName = "BeGreaterThan")]
    [Parameter(Position = 1, ParameterSetName = "BeGreaterOrEqual")]
    [Parameter(Position = 1, ParameterSetName = "BeLessThan")]
    [Parameter(Position = 1, ParameterSetName = "BeLessOrEqual")]
    [Parameter(Position = 1, ParameterSetName = "BeLike")]
    [Parameter(Position = 1, ParameterSetName = "BeLikeExactly")]
    [Parameter(Position = 1, ParameterSetName = "HaveCount")]
    [Parameter(Position = 1, ParameterSetName = "Contain")]
    [Parameter(Position = 1, ParameterSetName = "BeIn")]
    [Parameter(Position = 1, ParameterSetName = "Match")]
    [Parameter(Position = 1, ParameterSetName = "MatchExactly")]
    [Parameter(Position = 1, ParameterSetName = "BeOfType")]
    [Parameter(Position = 0, ParameterSetName = "BeTrue")]
    [Parameter(Position = 0, ParameterSetName = "BeFalse")]
    [Parameter(Position = 0, ParameterSetName = "BeNullOrEmpty")]
    [Parameter(Position = 0, ParameterSetName = "Exist")]
    [Parameter(Position = 3, ParameterSetName = "Throw")]
    [Parameter(ParameterSetName = "HaveParameter")]
    public string? Because { get; set; }
}
