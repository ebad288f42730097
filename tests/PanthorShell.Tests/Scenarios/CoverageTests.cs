using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace PanthorShell.Tests.Scenarios;

/// <summary>
/// The scenarios use every cmdlet that the module exports, with every parameter set and every parameter, and see each
/// cmdlet fail.
/// </summary>
public sealed class CoverageTests
{
    private static readonly Lazy<Assembly> s_module = new(() => ModuleLoadContext.LoadModule(
        Path.Combine(ScenarioFiles.Folder, "..", "..", "src", "PanthorPS", "bin", "Module", "PanthorPS.dll")));

    private static readonly Lazy<ILookup<string, CmdletUse>> s_uses = new(() =>
    {
        foreach (string file in ScenarioFiles.Names) ScenarioFiles.Run(file);
        return ScenarioUses.All.Where(use => use.Type.Assembly == s_module.Value).ToLookup(use => NameOf(use.Type));
    });

    /// <summary>The cmdlets of the module; ModuleTests holds the manifest to the same list.</summary>
    public static TheoryData<string> Cmdlets => [.. Types().Select(NameOf).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_set_is_used_and_works(string cmdlet)
    {
        string[] used = [.. s_uses.Value[cmdlet].Where(use => !use.Failed).Select(use => use.ParameterSet).Distinct()];
        List<string> sets = SchemaOf(cmdlet).SetNames;
        Assert.NotEmpty(used);
        if (sets.Count > 0) Assert.Empty(sets.Except(used));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_used(string cmdlet)
    {
        IEnumerable<string> used = s_uses.Value[cmdlet].SelectMany(use => use.Parameters);
        IEnumerable<string> known = SchemaOf(cmdlet).All
            .Where(parameter => parameter.Target == ParameterTarget.Command).Select(parameter => parameter.Name);
        Assert.Empty(known.Except(used, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_is_seen_to_fail(string cmdlet) =>
        Assert.True(s_uses.Value[cmdlet].Any(use => use.Failed), $"No scenario makes {cmdlet} fail.");

    private static ParameterSchema SchemaOf(string cmdlet) =>
        ParameterSchema.ForType(Types().Single(type => NameOf(type) == cmdlet));

    private static IEnumerable<Type> Types() => s_module.Value.GetExportedTypes()
        .Where(type => type.GetCustomAttribute<CmdletAttribute>(inherit: false) is not null);

    private static string NameOf(Type type)
    {
        CmdletAttribute attribute = type.GetCustomAttribute<CmdletAttribute>(inherit: false)!;
        return $"{attribute.VerbName}-{attribute.NounName}";
    }
}
