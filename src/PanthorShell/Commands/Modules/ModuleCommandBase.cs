using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the module cmdlets have in common.</summary>
internal abstract class ModuleCommandBase : PSCmdlet
{
    /// <summary>The loaded modules of a name or pattern.</summary>
    private protected List<PSModuleInfo> Loaded(string pattern) =>
        [.. Context.Modules.Loaded.Where(module => Like(module.Name, pattern)
            || string.Equals(module.Path, pattern, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Reads the format files of modules that came or went.</summary>
    private protected void RefreshFormats()
    {
        FormatDatabase database = ShellState.Of(this).Formats;
        foreach (string file in Context.FormatFiles)
        {
            try
            {
                database.LoadOnce(file);
            }
            catch (InvalidDataException exception)
            {
                WriteError(
                    new ErrorRecord(exception, "FormatXmlUpdateException", ErrorCategory.InvalidOperation, file));
            }
        }

        database.KeepOnly(Context.FormatFiles);
    }

    private protected static bool Like(string text, string pattern) =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);
}
