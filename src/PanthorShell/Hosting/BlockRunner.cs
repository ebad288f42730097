using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;

namespace PanthorShell.Hosting;

/// <summary>Runs script blocks for cmdlets that take them, in the caller's scope and with $_ set.</summary>
internal static class BlockRunner
{
    /// <summary>Writes the block's output to the pipeline as it comes.</summary>
    public static void Stream(PSCmdlet cmdlet, ScriptBlock block, object? item, params object?[] arguments) =>
        block.InvokeInline(item, AutomationNull.Value, arguments, new CmdletPipe(cmdlet), newScope: false);

    /// <summary>Returns the block's output.</summary>
    public static Collection<PSObject> Collect(PSCmdlet cmdlet, ScriptBlock block, object? item,
        params object?[] arguments)
    {
        var pipe = new CollectingPipe();
        block.InvokeInline(item, AutomationNull.Value, arguments, pipe, newScope: false);
        return pipe.Items;
    }

    /// <summary>Runs a block without a scope of its own and writes its output to the pipeline.</summary>
    public static void StreamHere(PSCmdlet cmdlet, ScriptBlock block) =>
        block.InvokeInline(AutomationNull.Value, AutomationNull.Value, [], new CmdletPipe(cmdlet), newScope: false);

    private sealed class CmdletPipe(PSCmdlet cmdlet) : IOutputPipe
    {
        public void Add(object? value) => cmdlet.WriteObject(value);
    }

    private sealed class CollectingPipe : IOutputPipe
    {
        public Collection<PSObject> Items { get; } = [];

        public void Add(object? value) => Items.Add(value is null ? null! : PSObject.AsPSObject(value));
    }
}
