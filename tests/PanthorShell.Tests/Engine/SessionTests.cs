using System;
using System.IO;
using System.Management.Automation;
using Xunit;

namespace PanthorShell.Tests.Engine;

/// <summary>Scopes, protected variables, aliases, script modules.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly EngineSession _session = new(withModule: false);
    private readonly string _folder = Directory.CreateTempSubdirectory("engine").FullName;

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("$x = 1; function f { $x; $x = 2; $x }; f; $x", "1|2|1")]
    [InlineData("$global:g = 1; function f { $global:g = 2 }; f; $g", "2")]
    [InlineData("$private:p = 1; function f { \"[$p]\" }; f", "[]")]
    [InlineData("function f { function script:inner { 'in' } }; f; inner", "in")]
    [InlineData("$true = 1", "THROW VariableNotWritable")]
    [InlineData("$k = 3; $c = { $k }.GetNewClosure(); $k = 4; & $c", "3")]
    public void Variables_live_in_scopes(string script, string expected)
    {
        string result = _session.Run(script);
        Assert.Equal(expected.Replace("THROW", "ERR", StringComparison.Ordinal), result);
    }

    [Fact]
    public void A_script_module_keeps_its_variables_and_exports_its_functions()
    {
        string path = Path.Combine(_folder, "Counter.psm1");
        File.WriteAllText(path,
            "$script:n = 0\nfunction Step-Counter { $script:n++; Get-Hidden }\nfunction Get-Hidden { $script:n }\n");
        File.WriteAllText(Path.ChangeExtension(path, ".psd1"),
            "@{ ModuleVersion = '1.2.3'; RootModule = 'Counter.psm1'; FunctionsToExport = @('Step-Counter'); "
                + "CompatiblePSEditions = @('Core') }");
        PSModuleInfo module = _session.Context.Modules.Import(Path.ChangeExtension(path, ".psd1"),
            new ModuleImport { Global = true });
        Assert.Equal(new Version(1, 2, 3), module.Version);
        Assert.Equal("1|2|", _session.Run("Step-Counter; Step-Counter; \"$n\""));
        Assert.Equal("ERR CommandNotFoundException", _session.Run("Get-Hidden"));
    }

    [Fact]
    public void A_block_behind_a_module_runs_in_it()
    {
        string path = Path.Combine(_folder, "Inner.psm1");
        File.WriteAllText(path, "$secret = 5\nfunction Get-Secret { $secret }\n");
        PSModuleInfo module = _session.Context.Modules.Import(path, new ModuleImport { Global = true });
        _session.Context.GlobalSession.GlobalScope.SetLocal("m", module);
        Assert.Equal("5 7", _session.Run("& $m { param($x) \"$secret $x\" } 7"));
    }

    [Fact]
    public void A_manifest_that_is_more_than_data_is_refused()
    {
        string path = Path.Combine(_folder, "Evil.psd1");
        File.WriteAllText(path, "@{ ModuleVersion = [IO.File]::ReadAllText('x') }");
        ParseException refused = Assert.Throws<ParseException>(() => ManifestFile.Read(path, _session.Context));
        Assert.Equal("NotAllowedInDataSection", refused.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public void A_module_of_another_edition_is_refused()
    {
        string path = Path.Combine(_folder, "Old.psd1");
        File.WriteAllText(path, "@{ ModuleVersion = '1.0'; CompatiblePSEditions = @('Desktop') }");
        Assert.Throws<InvalidOperationException>(() => _session.Context.Modules.Import(path, new ModuleImport()));
    }

    [Fact]
    public void A_script_file_has_parameters_an_exit_code_and_a_script_scope()
    {
        string path = Path.Combine(_folder, "run.ps1");
        File.WriteAllText(path,
            "param([int]$n)\n$script:seen = $n\nfunction g { $script:seen }\ng\n$PSScriptRoot\nexit 7\n'never'\n");
        Assert.Equal($"5|{_folder}|7", _session.Run($"& '{path}' 5; $LASTEXITCODE"));
    }

    [Fact]
    public void Environment_variables_are_read_and_written()
    {
        Assert.Equal("v|",
            _session.Run("$env:ENGINE_TEST = 'v'; $env:ENGINE_TEST; $env:ENGINE_TEST = $null; \"$env:ENGINE_TEST\""));
    }
}
