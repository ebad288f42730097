namespace System.Management.Automation;

/// <summary>The values of the common parameters of one call.</summary>
internal sealed class CommonParameterValues
{
    [Parameter, Alias("vb")]
    public SwitchParameter Verbose { get; set; }

    [Parameter, Alias("db")]
    public SwitchParameter Debug { get; set; }

    [Parameter, Alias("ea")]
    public ActionPreference ErrorAction { get; set; }

    [Parameter, Alias("wa")]
    public ActionPreference WarningAction { get; set; }

    [Parameter, Alias("infa")]
    public ActionPreference InformationAction { get; set; }

    [Parameter, Alias("proga")]
    public ActionPreference ProgressAction { get; set; }

    [Parameter, Alias("ev")]
    public string? ErrorVariable { get; set; }

    [Parameter, Alias("wv")]
    public string? WarningVariable { get; set; }

    [Parameter, Alias("iv")]
    public string? InformationVariable { get; set; }

    [Parameter, Alias("ov")]
    public string? OutVariable { get; set; }

    [Parameter, Alias("ob"), ValidateRange(0, int.MaxValue)]
    public int OutBuffer { get; set; }

    [Parameter, Alias("pv")]
    public string? PipelineVariable { get; set; }

    [Parameter, Alias("wi")]
    public SwitchParameter WhatIf { get; set; }

    [Parameter, Alias("cf")]
    public SwitchParameter Confirm { get; set; }
}
