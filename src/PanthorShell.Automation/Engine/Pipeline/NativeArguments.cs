using System.Collections.Generic;
using System.IO;
using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>The arguments of a program from those of a command.</summary>
internal static class NativeArguments
{
    internal static IEnumerable<string> Of(IReadOnlyList<CommandArgument> arguments, ExecutionContext context)
    {
        foreach (CommandArgument argument in arguments)
        {
            if (argument.ParameterName is { } name)
            {
                string text = name == "-" ? "--" : "-" + name;
                if (!argument.HasValue)
                {
                    yield return text;
                    continue;
                }

                yield return text + ":" + Text(argument.Value);
                continue;
            }

            if (LanguagePrimitives.IsNull(argument.Value)) continue;
            if (LanguagePrimitives.GetEnumerable(argument.Value) is { } many)
            {
                foreach (object? each in many) yield return Text(each);
            }
            else
            {
                foreach (string each in Globbed(argument, context)) yield return each;
            }
        }
    }

    private static string Text(object? value) => (value as PSObject)?.TokenText ?? PSObject.ToStringParser(value);

    // On Unix a bare word with wildcards stands for the files that fit.
    private static IEnumerable<string> Globbed(CommandArgument argument, ExecutionContext context)
    {
        string text = Text(argument.Value);
        bool bare = argument.Extent is not null && argument.Extent.Text == text;
        if (OperatingSystem.IsWindows() || !bare) return [text];
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
        {
            return [Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..]];
        }

        if (!WildcardPattern.ContainsWildcardCharacters(text)) return [text];
        string folder = context.SessionDrives.FileLocation;
        List<string> found = [.. FileGlob.Expand(Path.GetFullPath(text, folder))];
        if (found.Count == 0) return [text];
        return Path.IsPathRooted(text) ? found : found.ConvertAll(f => Path.GetRelativePath(folder, f));
    }
}
