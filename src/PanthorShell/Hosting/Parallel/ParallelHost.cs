using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace PanthorShell.Hosting;

/// <summary>The host of a parallel script block: what is for the screen goes to the pipeline's thread first.</summary>
internal sealed class ParallelHost(Action<ParallelRecord> send) : PSHost
{
    public override string Name => "ParallelHost";

    public override Version Version { get; } = new(7, 6, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new UserInterface(send);

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() =>
        throw new PSNotSupportedException("Nested prompts are not supported by PanthorShell.");

    public override void ExitNestedPrompt() =>
        throw new PSNotSupportedException("Nested prompts are not supported by PanthorShell.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    private sealed class UserInterface(Action<ParallelRecord> send) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

        public override void Write(string value) => send(new ParallelRecord(ParallelStream.Text, value));

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
            Write(value);

        public override void WriteLine(string value) => Write(value + Environment.NewLine);

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteWarningLine(string message) =>
            send(new ParallelRecord(ParallelStream.Warning, message));

        public override void WriteVerboseLine(string message) =>
            send(new ParallelRecord(ParallelStream.Verbose, message));

        public override void WriteDebugLine(string message) =>
            send(new ParallelRecord(ParallelStream.Debug, message));

        public override void WriteProgress(long sourceId, ProgressRecord record) =>
            send(new ParallelRecord(ParallelStream.Progress, record));

        public override string ReadLine() => throw NobodyThere();

        public override Dictionary<string, PSObject> Prompt(
            string caption, string message, Collection<FieldDescription> descriptions) => throw NobodyThere();

        public override int PromptForChoice(
            string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
                throw NobodyThere();

        private static PSInvalidOperationException NobodyThere() =>
            new("A script block of ForEach-Object -Parallel has nobody to ask.");
    }
}
