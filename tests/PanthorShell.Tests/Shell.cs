using System;
using System.IO;
using System.Linq;
using PanthorShell.Hosting;
using Xunit;

namespace PanthorShell.Tests;

/// <summary>Runs scripts in a whole shell and looks at what it prints.</summary>
internal static class Shell
{
    /// <summary>Everything that a script prints, all streams in order.</summary>
    public static string Output(string script) => Run(script).Text;

    public static (int ExitCode, string Text) Run(string script)
    {
        var host = new CapturingHost();
        using var session = new ShellSession(host);
        int code = session.RunText(script);
        return (code, host.Text);
    }

    /// <summary>Runs a script file with arguments.</summary>
    public static (int ExitCode, string Text) RunFile(string script, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("shell_").FullName;
        try
        {
            string path = Path.Combine(folder, "script.ps1");
            File.WriteAllText(path, script);
            var host = new CapturingHost();
            using var session = new ShellSession(host);
            int code = session.RunFile(path, arguments);
            return (code, host.Text.Replace(path, "script.ps1", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Asserts the exact output; in the expected text a pilcrow stands for the end of a line that ends in blanks.</summary>
    public static void Prints(string script, string expected)
    {
        string[] lines = Output(script).TrimEnd('\n').Split('\n');
        string actual = string.Join('\n', lines.Select(line => line.EndsWith(' ') ? line + "¶" : line));
        Assert.Equal(expected.ReplaceLineEndings("\n"), actual);
    }
}
