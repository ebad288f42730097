using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace System.Management.Automation;

/// <summary>Reads module manifests: data files in the restricted language.</summary>
internal static class ManifestFile
{
    private static readonly string[] s_variables =
        ["PSScriptRoot", "true", "false", "null", "PSEdition", "EnabledExperimentalFeatures"];

    internal static IDictionary Read(string path, ExecutionContext context)
    {
        object? value = ReadData(path, context);
        return PSObject.Base(value) as IDictionary ?? throw new RuntimeException(ErrorCategory.InvalidData, null, null,
            "Modules_InvalidManifest",
                $"The module manifest '{path}' could not be processed because it is not a valid PowerShell module "
            + "manifest file: it does not consist of one hashtable.", null);
    }

    internal static object? ReadData(string path, ExecutionContext context)
    {
        ScriptBlock script = ScriptBlock.FromFile(path, context.GlobalSession);
        RestrictedLanguage.Check(script.Syntax,
            ["Import-LocalizedData", "ConvertFrom-StringData", "Write-Host", "Out-Host", "Join-Path"],
            s_variables, allowEnvironmentVariables: true);
        List<object?> output = script.Run(useLocalScope: true, null, []);
        return ScriptBlock.Unwrap(output);
    }

    internal static IEnumerable<string> Strings(object? value)
    {
        if (LanguagePrimitives.IsNull(value)) return [];
        return LanguagePrimitives.GetEnumerable(value) is { } many
            ? [.. many.Cast<object?>().Select(PSObject.ToStringParser)]
            : [PSObject.ToStringParser(value)];
    }
}
