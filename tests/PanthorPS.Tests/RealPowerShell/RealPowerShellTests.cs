using System;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Xunit;

namespace PanthorPS.Tests.RealPowerShell;

/// <summary>
/// The module in PowerShell's own engine (package Microsoft.PowerShell.SDK), hosted in this process. Compiled only with
/// <c>-p:RealPowerShell=true</c>, on machines whose package source has the SDK.
/// </summary>
public sealed class RealPowerShellTests
{
    private static readonly string s_root = FindRoot();

    [Fact]
    public void The_manifest_exports_every_cmdlet_of_the_assembly()
    {
        using PowerShell shell = CreateShell();
        string[] exported = [.. shell.AddScript("(Get-Command -Module PanthorPS).Name").Invoke<string>().Order()];
        string[] compiled =
        [
            .. from type in typeof(GpuDevice).Assembly.GetTypes()
               from CmdletAttribute attribute in type.GetCustomAttributes(typeof(CmdletAttribute), false)
               orderby attribute.VerbName + "-" + attribute.NounName
               select attribute.VerbName + "-" + attribute.NounName,
        ];
        Assert.Equal(compiled.Order(), exported);
    }

    [Fact]
    public void First_steps_run_to_their_end()
    {
        using PowerShell shell = CreateShell();
        string script = Path.Combine(s_root, "examples", "first-steps.ps1");
        Collection<PSObject> output = shell.AddScript("& $args[0] *>&1 | Out-String -Stream").AddArgument(script).Invoke();
        Assert.False(shell.HadErrors, string.Join(Environment.NewLine, shell.Streams.Error));
        Assert.Contains(output, line => line.ToString() == "Everything as it should be.");
    }

    [Theory]
    [MemberData(nameof(ScenarioFiles))]
    public void Scenarios_pass_in_Pester(string file)
    {
        using PowerShell shell = CreateShell();
        Collection<PSObject> results = shell.AddScript(
            """
            Import-Module $args[0]
            $result = Invoke-Pester -Path $args[1] -PassThru -Output None
            if ($result.PassedCount -eq 0) { 'nothing passed' }
            foreach ($block in $result.FailedBlocks) { "$block`: $($block.ErrorRecord)" }
            foreach ($test in $result.Failed) { "$($test.ExpandedPath): $($test.ErrorRecord)" }
            """)
            .AddArgument(PesterManifest)
            .AddArgument(Path.Combine(s_root, "tests", "Scenarios", file))
            .Invoke();
        Assert.Empty(results.Select(result => result.ToString()));
    }

    /// <summary>The names of the scenario files.</summary>
    public static TheoryData<string> ScenarioFiles() =>
    [
        .. Directory.GetFiles(Path.Combine(s_root, "tests", "Scenarios"), "*.Tests.ps1")
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    private static string PesterManifest => typeof(RealPowerShellTests).Assembly
        .GetCustomAttributes(typeof(AssemblyMetadataAttribute), false)
        .Cast<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PesterManifest").Value!;

    private static PowerShell CreateShell()
    {
        PowerShell shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddCommand("Import-Module").AddParameter("Name", Path.Combine(s_root, "PanthorPS.psd1")).Invoke();
        Assert.False(shell.HadErrors, string.Join(Environment.NewLine, shell.Streams.Error));
        shell.Commands.Clear();
        return shell;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PanthorPS.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No PanthorPS.sln above {AppContext.BaseDirectory}");
    }
}
