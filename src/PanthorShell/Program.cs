using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PanthorShell.Hosting;

namespace PanthorShell;

/// <summary>The program: runs a script, a command, Pester, or a prompt.</summary>
internal static class Program
{
    private const int WrongUsage = 64;

    private const string Usage =
        """
        Usage: PanthorShell [-File] script.ps1 [arguments]
               PanthorShell -Command text
               PanthorShell Invoke-Pester path [parameters]
               PanthorShell                        an interactive prompt
        Options: -NoProfile -NonInteractive -NoLogo -ExecutionPolicy name -WorkingDirectory path -Version -Help
        """;

    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Console.IsOutputRedirected)
        {
            // A script may write much; whole blocks are far cheaper than lines.
            var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false),
                16384) { AutoFlush = false };
            Console.SetOut(output);
        }

        try
        {
            return Run(CommandLine.Parse(args));
        }
        finally
        {
            Console.Out.Flush();
        }
    }

    private static int Run(CommandLine line)
    {
        switch (line.Mode)
        {
            case RunMode.Version:
                Console.Out.WriteLine("PanthorShell " + typeof(Program).Assembly.GetName().Version
                    + " (PowerShell 7.6)");
                return 0;
            case RunMode.Help:
                Console.Out.WriteLine(Usage);
                return 0;
            case RunMode.Wrong:
                Console.Error.WriteLine($"The argument '{line.Target}' is not understood.");
                Console.Error.WriteLine(Usage);
                return WrongUsage;
        }

        if (line.WorkingDirectory is not null) Environment.CurrentDirectory = line.WorkingDirectory;
        var host = new ShellHost(interactive: !line.NonInteractive);
        using var session = new ShellSession(host);
        if (line.Mode == RunMode.Interactive) return new InteractiveShell(session).Run();

        using var interrupts = new InterruptHandler(session);
        int code = line.Mode switch
        {
            RunMode.File when IsPester(line.Target) => RunPester(session, line.Arguments),
            RunMode.File => session.RunFile(line.Target, line.Arguments),
            RunMode.Command => session.RunText(line.Target),
            _ => session.RunText(Console.In.ReadToEnd()),
        };
        return interrupts.WasInterrupted ? InterruptHandler.ExitCode : code;
    }

    private static int RunPester(ShellSession session, IReadOnlyList<string> arguments)
    {
        // Parameters stay as they are, everything else is a text.
        IEnumerable<string> words = arguments.Select(argument =>
            argument.StartsWith('-') ? argument : "'" + argument.Replace("'", "''", StringComparison.Ordinal) + "'");
        return session.RunText($"Invoke-Pester {string.Join(' ', words)}; if ($LASTEXITCODE) {{ exit $LASTEXITCODE }}");
    }

    private static bool IsPester(string target) =>
        target.Equals("Invoke-Pester", StringComparison.OrdinalIgnoreCase) && !File.Exists(target);
}
