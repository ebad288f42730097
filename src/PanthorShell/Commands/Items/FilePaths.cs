using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>File names from the paths that users type.</summary>
internal static class FilePaths
{
    /// <summary>The one file that a path, perhaps with wildcards, stands for; it need not exist.</summary>
    public static string Single(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

        Collection<string> matches = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
        if (matches.Count == 1) return matches[0];

        cmdlet.ThrowTerminatingError(new ErrorRecord(
            new PSInvalidOperationException($"The path {path} stands for {matches.Count} files."),
            "MultipleFilesNotSupported",
            ErrorCategory.InvalidArgument,
            path));
        return path;
    }

    /// <summary>The files that paths stand for; a path that stands for none is an error of its own.</summary>
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, string[] paths, bool literal)
    {
        foreach (string path in paths)
        {
            if (literal)
            {
                yield return cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
                continue;
            }

            Collection<string>? matches = null;
            try
            {
                matches = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
            }
            catch (ItemNotFoundException exception)
            {
                cmdlet.WriteError(new ErrorRecord(exception.ErrorRecord, exception));
            }

            foreach (string match in matches ?? []) yield return match;
        }
    }
}
