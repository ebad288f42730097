using System;

namespace PanthorShell.Hosting;

/// <summary>
/// Makes Ctrl+C stop what a session runs, while it is in use. A second one, if the first has not helped, ends the
/// program.
/// </summary>
internal sealed class InterruptHandler : IDisposable
{
    /// <summary>The exit code of a program that SIGINT has ended.</summary>
    public const int ExitCode = 130;

    private readonly ShellSession _session;
    private volatile bool _wasInterrupted;

    public InterruptHandler(ShellSession session)
    {
        _session = session;
        Console.CancelKeyPress += OnInterrupt;
    }

    /// <summary>Whether Ctrl+C was pressed.</summary>
    public bool WasInterrupted => _wasInterrupted;

    public void Dispose() => Console.CancelKeyPress -= OnInterrupt;

    private void OnInterrupt(object? sender, ConsoleCancelEventArgs arguments)
    {
        if (_wasInterrupted) return;

        arguments.Cancel = true;
        _wasInterrupted = true;
        _session.Context.StopAll();
    }
}
