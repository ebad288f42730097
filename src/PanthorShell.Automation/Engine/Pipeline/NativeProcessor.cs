using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Management.Automation.Language;
using System.Threading;

namespace System.Management.Automation;

/// <summary>Runs a program of the operating system; its output comes as lines.</summary>
internal sealed class NativeProcessor : CommandProcessor
{
    private readonly ApplicationInfo _application;
    private readonly List<string> _input = [];
    private Process? _process;

    internal NativeProcessor(ExecutionContext context, ApplicationInfo application, IScriptExtent? position)
        : base(context, application, position)
    {
        _application = application;
    }

    public override void Dispose()
    {
        _process?.Dispose();
        base.Dispose();
    }

    internal override void Stop()
    {
        try
        {
            _process?.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
            return;
        }
    }

    protected override void BeginCore()
    {
    }

    protected override void ProcessCore(object? value)
    {
        if (LanguagePrimitives.IsNull(value)) return;
        _input.Add(PSObject.ToStringParser(value));
    }

    protected override void CompleteCore()
    {
        // With nothing redirected and the host as the only reader, the program talks to the terminal itself.
        ProcessStartInfo start = new(_application.Path)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = Runtime.Streams.Error is not null || Context.Diagnostics is { IsCapturing: true },
            RedirectStandardInput = ExpectsInput,
            WorkingDirectory = Context.SessionDrives.FileLocation,
        };
        foreach (string argument in NativeArguments.Of(Arguments, Context)) start.ArgumentList.Add(argument);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            throw new ApplicationFailedException("NativeCommandFailed", e,
                $"Program '{_application.Name}' failed to run: {e.Message}");
        }

        Pump(start);
        _process.WaitForExit();
        if (Runtime.IsStopping) throw new PipelineStoppedException();
        int code = _process.ExitCode;
        Context.GlobalSession.GlobalScope.SetLocal("LASTEXITCODE", code);
        if (code == 0) return;
        Runtime.Pipeline!.Failed = true;
        object? asError = Context.CurrentSession.GetVariableValue("PSNativeCommandUseErrorActionPreference");
        if (LanguagePrimitives.IsTrue(asError))
        {
            ErrorRecord record = new(new NativeCommandExitException(_application.Path, code, _process.Id,
                $"Program \"{_application.Name}\" ended with non-zero exit code: {code}.",
                    "ProgramExitedWithNonZeroCode"),
                "ProgramExitedWithNonZeroCode", ErrorCategory.NotSpecified, _application.Path);
            record.SetInvocation(Invocation);
            Runtime.WriteErrorRecord(record, Runtime.ErrorAction);
        }
    }

    private void Pump(ProcessStartInfo start)
    {
        using BlockingCollection<(bool IsError, string Line)> lines = [];
        int open = start.RedirectStandardError ? 2 : 1;
        void Received(bool isError, string? line)
        {
            if (line is not null) lines.Add((isError, line));
            else if (Interlocked.Decrement(ref open) == 0) lines.CompleteAdding();
        }

        _process!.OutputDataReceived += (_, e) => Received(false, e.Data);
        _process.BeginOutputReadLine();
        if (start.RedirectStandardError)
        {
            _process.ErrorDataReceived += (_, e) => Received(true, e.Data);
            _process.BeginErrorReadLine();
        }

        if (start.RedirectStandardInput) FeedInput();
        bool first = true;
        foreach ((bool isError, string line) in lines.GetConsumingEnumerable())
        {
            if (!isError)
            {
                Runtime.WriteObject(line);
                continue;
            }

            // The first line stands for the failure, the others follow it.
            string id = first ? "NativeCommandError" : "NativeCommandErrorMessage";
            first = false;
            ErrorRecord record = new(new RemoteException(line), id, ErrorCategory.NotSpecified, line);
            Context.ShowError(record, Runtime.Streams.Error);
        }
    }

    private void FeedInput()
    {
        try
        {
            using StreamWriter writer = _process!.StandardInput;
            foreach (string line in _input) writer.WriteLine(line);
        }
        catch (IOException)
        {
            // The program reads no more; what it did not want is dropped.
            return;
        }
    }
}
