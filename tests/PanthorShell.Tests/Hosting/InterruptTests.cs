using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using PanthorShell.Tests.Scenarios;
using Xunit;

namespace PanthorShell.Tests.Hosting;

/// <summary>Ctrl+C, as a person presses it: the program runs as a process and gets the signal.</summary>
public sealed class InterruptTests
{
    private const int Interrupted = 130;
    private const string Ready = "ready";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("while ($true) { $null = 1 }")]
    [InlineData("Start-Sleep 600")]
    [InlineData("1..9 | ForEach-Object { Start-Sleep 600 }")]
    [InlineData("1..9 | ForEach-Object -Parallel { while ($true) { $null = 1 } }")]
    public void It_stops_a_script_wherever_it_is(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot send Ctrl+C to a single other one there.");
        (int code, string output) = Interrupt(script + "; 'not reached'");

        Assert.Equal(Interrupted, code);
        Assert.DoesNotContain("not reached", output, StringComparison.Ordinal);
    }

    // A stream that never ends: the machine runs for seconds inside of one call.
    [Fact]
    public void It_stops_a_machine_in_the_middle_of_a_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot send Ctrl+C to a single other one there.");
        string module = Path.Combine(ScenarioFiles.Folder, "..", "..", "PanthorPS.psd1");
        (int code, string output) = Interrupt(
            "try { <ready> $jobs | Wait-GpuJob } finally { Write-Host \"at $((Get-GpuDevice).VirtualTime.Nanoseconds)\" }; 'after'",
            $"Import-Module '{module}'; $null = New-GpuDevice -Memory 32MB; $vm = New-GpuVm; "
                + "$s = New-GpuCommandStream $vm 0x400000 { Label Forever; Branch Forever }; "
                + "$jobs = 1..30 | ForEach-Object { Submit-GpuJob (New-GpuGroup $vm) $s }; ");

        Assert.Equal(Interrupted, code);
        Assert.DoesNotContain("after", output, StringComparison.Ordinal);
        string at = output[(output.IndexOf("at ", StringComparison.Ordinal) + 3)..].Trim();
        Assert.InRange(long.Parse(at, CultureInfo.InvariantCulture), 1, 5_000_000_000);
    }

    [Fact]
    public void It_lets_finally_blocks_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process cannot send Ctrl+C to a single other one there.");
        (int code, string output) = Interrupt(
            "try { <ready> Start-Sleep 600 } finally { Write-Host 'cleaned up' }; 'after'");

        Assert.Equal(Interrupted, code);
        Assert.Contains("cleaned up", output, StringComparison.Ordinal);
        Assert.DoesNotContain("after", output, StringComparison.Ordinal);
    }

    private static bool IsIgnored()
    {
        const string Status = "/proc/self/status";
        const ulong Interrupt = 1UL << (2 - 1);
        string? mask = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            : null;
        return mask is not null
            && (ulong.Parse(mask.AsSpan(mask.IndexOf(':', StringComparison.Ordinal) + 1).Trim(), NumberStyles.HexNumber,
                CultureInfo.InvariantCulture) & Interrupt) != 0;
    }

    // Runs a script that says when it is ready, sends SIGINT and waits for the end. It says so where the script has
    // <ready>, else before it: the signal may come at once, and a try that has not begun has no finally.
    private static (int Code, string Output) Interrupt(string script, string setup = "")
    {
        const string Place = "<ready>";
        string shell = Path.Combine(AppContext.BaseDirectory, "PanthorShell.dll");
        string marked = script.Contains(Place, StringComparison.Ordinal) ? script : Place + script;
        string text = setup + marked.Replace(
            Place, $"[Console]::WriteLine('{Ready}'); [Console]::Out.Flush(); ", StringComparison.Ordinal);
        string[] command = ["dotnet", "exec", shell, "-Command", text];

        // Whoever runs the tests in the background may ignore the signal, and children inherit that.
        ProcessStartInfo start = IsIgnored()
            ? new ProcessStartInfo("env", ["--default-signal=INT", .. command])
            : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        using var timer = new Timer(_ => process.Kill(), null, s_patience, Timeout.InfiniteTimeSpan);
        Assert.Equal(Ready, process.StandardOutput.ReadLine());
        Thread.Sleep(TimeSpan.FromMilliseconds(200));
        using (Process kill = Process.Start("kill", $"-INT {process.Id}"))
        {
            kill.WaitForExit();
        }

        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
