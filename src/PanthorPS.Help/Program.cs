using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace PanthorPS.Help;

/// <summary>Writes the MAML help of a module: <c>PanthorPS.Help MODULE.dll COMMENTS.xml OUTPUT.xml</c>.</summary>
public static class Program
{
    /// <summary>Reads the cmdlets of an assembly and their comments; fails if anything is not documented.</summary>
    /// <returns>0, or 1 if something is missing.</returns>
    public static int Main(string[] args)
    {
        if (args is not [string module, string comments, string output])
        {
            Console.Error.WriteLine("Usage: PanthorPS.Help MODULE.dll COMMENTS.xml OUTPUT.xml");
            return 1;
        }

        var assembly = Assembly.LoadFrom(Path.GetFullPath(module));
        var docs = new CommentFile(comments);
        CmdletInfo[] cmdlets = [.. assembly.GetExportedTypes()
            .Select(CmdletInfo.Of)
            .OfType<CmdletInfo>()
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
        var writer = new MamlWriter(docs, cmdlets);
        XDocument help = writer.Write();
        foreach (string problem in docs.Problems)
        {
            // The form that MSBuild shows as an error.
            Console.Error.WriteLine($"{comments}: error HELP1: {problem}");
        }

        if (docs.Problems.Count > 0)
        {
            return 1;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        help.Save(output);
        return 0;
    }
}
