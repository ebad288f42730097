using System;
using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace PanthorShell.Tests.Engine;

/// <summary>A module compiled against PowerShell Standard runs on this runtime unmodified.</summary>
public sealed class BinaryModuleTests : IDisposable
{
    private readonly EngineSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_module_was_compiled_against_the_signed_standard_assembly_and_gets_ours()
    {
        Assembly assembly = _session.Module!.ImplementingAssembly!;
        AssemblyName reference = Array.Find(assembly.GetReferencedAssemblies(), static r =>
            r.Name == "System.Management.Automation")!;
        Assert.Equal(new Version(3, 0, 0, 0), reference.Version);
        Assert.Equal("31bf3856ad364e35", Convert.ToHexStringLower(reference.GetPublicKeyToken()!));
        Type command = assembly.GetType("PanthorShell.TestModule.NewWidgetCommand")!;
        Assert.True(typeof(PSCmdlet).IsAssignableFrom(command));
    }

    [Fact]
    public void Its_cmdlets_are_exported_and_know_their_module()
    {
        CommandInfo command = _session.Context.Discovery.Find("New-Widget", CommandTypes.All)!;
        Assert.Equal("PanthorShell.TestModule", command.ModuleName);
        Assert.Equal("New-Widget [-Name] <string> [-Size <long>] [-WhatIf] [-Confirm] [<CommonParameters>]",
            "New-Widget " + Assert.Single(command.ParameterSets, static s => s.Name == "ByName"));
    }

    [Fact]
    public void An_argument_is_transformed_before_it_is_converted_and_checked() =>
        Assert.Equal("w 4096", _session.Run("$w = New-Widget w -Size 4KiB; \"$($w.Name) $($w.Size)\""));

    [Theory]
    [InlineData("New-Widget w -Size abc",
        "ERR CannotConvertArgumentNoMessage,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget w -Size -1",
        "ERR ParameterArgumentValidationError,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget w -Colour 1", "ERR NamedParameterNotFound,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget w x", "ERR PositionalParameterNotFound,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget", "ERR MissingMandatoryParameter,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget ''",
        "ERR ParameterArgumentValidationErrorEmptyStringNotAllowed,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget w -Size", "ERR MissingArgument,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("New-Widget -Name w -Name v", "ERR ParameterAlreadyBound,PanthorShell.TestModule.NewWidgetCommand")]
    [InlineData("5 | New-Widget", "ERR InputObjectNotBound,PanthorShell.TestModule.NewWidgetCommand")]
    public void A_wrong_call_has_the_id_that_PowerShell_gives_it(string script, string expected) =>
        Assert.Equal(expected, _session.Run(script));

    [Fact]
    public void A_pipeline_object_chooses_the_parameter_set() =>
        Assert.Equal("again", _session.Run("(New-Widget again | New-Widget).Name"));

    [Fact]
    public void A_property_of_a_pipeline_object_binds_by_name() =>
        Assert.Equal("byname", _session.Run("([pscustomobject]@{ Name = 'byname' } | New-Widget).Name"));

    [Fact]
    public void WhatIf_keeps_the_cmdlet_from_acting() =>
        Assert.Equal("0", _session.Run("@(New-Widget w -WhatIf).Count"));

    [Fact]
    public void An_error_carries_the_id_of_its_command() =>
        Assert.Equal("ERR EBUSY,PanthorShell.TestModule.RemoveWidgetCommand|after",
            _session.Run("New-Widget w | Remove-Widget; 'after'"));

    [Theory]
    [InlineData("-ErrorAction Stop")]
    [InlineData("-Fatally")]
    public void A_terminating_error_is_caught_with_its_record(string argument) =>
        Assert.Equal("EBUSY,PanthorShell.TestModule.RemoveWidgetCommand ResourceBusy InvalidOperationException",
            _session.Run(
            $"try {{ New-Widget w | Remove-Widget {argument} }} catch {{ \"$($_.FullyQualifiedErrorId) "
                + $"$($_.CategoryInfo.Category) "
            + "$($_.Exception.GetType().Name)\" }"));

    [Fact]
    public void Dynamic_parameters_bind_like_others()
    {
        Assert.Equal("Red", _session.Run("Invoke-Dynamic colour -Colour red"));
        Assert.Equal("ERR NamedParameterNotFound,PanthorShell.TestModule.InvokeDynamicCommand",
            _session.Run("Invoke-Dynamic other -Colour red"));
        Assert.Equal("ERR MissingMandatoryParameter,PanthorShell.TestModule.InvokeDynamicCommand",
            _session.Run("Invoke-Dynamic colour"));
    }

    [Fact]
    public void A_cmdlet_reaches_its_session()
    {
        string[] lines = _session.Run("$answer = 42; Test-Session { param($a) \"a=$a u=$_\" }").Split('|');
        Assert.Equal(Environment.CurrentDirectory, lines[0]);
        Assert.Equal(["42", "Test-Session", "Default Host", "a=20 u=", "a= u=22", "42"], lines[1..]);
    }

    [Fact]
    public void Importing_again_with_force_removes_the_module_first()
    {
        Type life = _session.Module!.ImplementingAssembly!.GetType("PanthorShell.TestModule.ModuleLife")!;
        int Removals() => (int)life.GetProperty("Removals")!.GetValue(null)!;
        int before = Removals();
        _session.Context.Modules.Import(EngineSession.ModulePath, new ModuleImport { Global = true, Force = true });
        Assert.True(Removals() > before);
        Assert.NotNull(_session.Context.Discovery.Find("New-Widget", CommandTypes.Cmdlet));
    }

    [Fact]
    public void A_removed_module_leaves_no_command()
    {
        _session.Context.Modules.Remove(_session.Module!, force: false);
        Assert.Null(_session.Context.Discovery.Find("New-Widget", CommandTypes.Cmdlet));
    }
}
