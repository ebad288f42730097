using System;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace PanthorShell.Tests.Engine;

/// <summary>Commands that the engine's tests need.</summary>
public static class TestCommands
{
    [Cmdlet(VerbsCommunications.Write, "Failure")]
    public sealed class WriteFailureCommand : PSCmdlet
    {
        [Parameter(Position = 0)]
        public string Message { get; set; } = "bad";

        protected override void ProcessRecord() =>
            WriteError(new ErrorRecord(new InvalidOperationException(Message), "Bad", ErrorCategory.InvalidData,
                Message));
    }

    [Cmdlet(VerbsCommon.Select, "First")]
    public sealed class SelectFirstCommand : PSCmdlet
    {
        private int _seen;

        [Parameter(Position = 0)]
        public int Count { get; set; }

        [Parameter(ValueFromPipeline = true)]
        public PSObject? InputObject { get; set; }

        protected override void ProcessRecord()
        {
            WriteObject(InputObject);
            if (++_seen >= Count) throw new StopUpstreamCommandsException(this);
        }
    }

    [Cmdlet(VerbsCommon.Step, "Each")]
    public sealed class ForEachCommand : PSCmdlet
    {
        [Parameter(Position = 0)]
        public ScriptBlock? Process { get; set; }

        [Parameter(ValueFromPipeline = true)]
        public PSObject? InputObject { get; set; }

        protected override void ProcessRecord() =>
            Process!.InvokeInline(InputObject, AutomationNull.Value, [], Runtime, newScope: false);
    }
}
