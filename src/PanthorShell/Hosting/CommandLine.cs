using System;
using System.Collections.Generic;
using System.Linq;

namespace PanthorShell.Hosting;

/// <summary>What the program is asked to do.</summary>
internal enum RunMode
{
    Interactive,
    File,
    Command,
    StandardInput,
    Version,
    Help,
    Wrong,
}

/// <summary>The program's arguments, read as pwsh reads its own.</summary>
internal sealed class CommandLine
{
    private static readonly string[] s_switches = ["NoProfile", "NonInteractive", "NoLogo", "NoExit", "MTA", "STA",
        "Login"];
    private static readonly string[] s_values =
        ["ExecutionPolicy", "EP", "OutputFormat", "InputFormat", "WindowStyle", "WorkingDirectory",
            "ConfigurationName"];

    private CommandLine(RunMode mode)
    {
        Mode = mode;
    }

    public RunMode Mode { get; private set; }

    /// <summary>The script's path, the command's text, or what is wrong.</summary>
    public string Target { get; private set; } = "";

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    public bool NonInteractive { get; private set; }

    public bool NoLogo { get; private set; }

    public string? WorkingDirectory { get; private set; }

    public static CommandLine Parse(string[] args)
    {
        var line = new CommandLine(RunMode.Interactive);
        for (int i = 0; i < args.Length; i++)
        {
            string argument = args[i];
            if (argument.Length < 2 || argument[0] != '-' || argument == "-")
            {
                line.SetTarget(argument == "-" ? RunMode.StandardInput : RunMode.File, argument, args[(i + 1)..]);
                return line;
            }

            string name = argument.TrimStart('-');
            if (Is(name, "File", 1))
            {
                line.Take(RunMode.File, args, i);
                return line;
            }

            if (Is(name, "Command", 1))
            {
                line.Take(RunMode.Command, args, i);
                if (line.Mode == RunMode.Command) line.JoinArguments();
                return line;
            }

            if (Is(name, "Version", 1)) return new CommandLine(RunMode.Version);
            if (Is(name, "Help", 1) || name == "?") return new CommandLine(RunMode.Help);
            if (line.TakeOption(name, args, ref i)) continue;

            return new CommandLine(RunMode.Wrong) { Target = argument };
        }

        return line;
    }

    private void Take(RunMode mode, string[] args, int index)
    {
        if (index + 1 >= args.Length)
        {
            Mode = RunMode.Wrong;
            Target = args[index];
            return;
        }

        bool input = args[index + 1] == "-";
        SetTarget(input ? RunMode.StandardInput : mode, args[index + 1], args[(index + 2)..]);
    }

    private void SetTarget(RunMode mode, string target, IReadOnlyList<string> arguments)
    {
        Mode = mode;
        Target = target;
        Arguments = arguments;
    }

    private void JoinArguments()
    {
        Target = string.Join(' ', Arguments.Prepend(Target));
        Arguments = [];
    }

    private bool TakeOption(string name, string[] args, ref int index)
    {
        string? flag = Array.Find(s_switches, known => Is(name, known, 3));
        if (flag is not null)
        {
            NonInteractive |= flag == "NonInteractive";
            NoLogo |= flag == "NoLogo";
            return true;
        }

        string? value = Array.Find(s_values, known => Is(name, known, 2));
        if (value is null || index + 1 >= args.Length) return false;

        index++;
        if (value == "WorkingDirectory") WorkingDirectory = args[index];
        return true;
    }

    private static bool Is(string name, string known, int shortest) =>
        name.Length >= Math.Min(shortest, known.Length) && known.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
