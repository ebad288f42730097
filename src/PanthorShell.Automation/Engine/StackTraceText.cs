using System.Globalization;
using System.Management.Automation.Language;
using System.Text;

namespace System.Management.Automation;

/// <summary>The calls that led to an error, in words.</summary>
internal static class StackTraceText
{
    internal static string Of(ExecutionContext context, ErrorRecord record)
    {
        StringBuilder text = new();
        IScriptExtent? position = record.InvocationInfo?.ScriptPosition;
        for (int i = context.Calls.Count - 1; i >= 0; i--)
        {
            CallFrame frame = context.Calls[i];
            if (frame.Script is null) continue;
            if (text.Length > 0) text.AppendLine();
            Append(text, frame, position);
            position = frame.Invocation?.ScriptPosition;
        }

        if (position is not null || text.Length == 0)
        {
            if (text.Length > 0) text.AppendLine();
            AppendPlace(text, "<ScriptBlock>", position);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, CallFrame frame, IScriptExtent? position)
    {
        CommandInfo? command = frame.Invocation?.MyCommand;
        string name = command is FunctionInfo { Name.Length: > 0 } ? command.Name : "<ScriptBlock>";
        AppendPlace(text, name, position);
    }

    private static void AppendPlace(StringBuilder text, string name, IScriptExtent? position)
    {
        string file = string.IsNullOrEmpty(position?.File) ? "<No file>" : position.File;
        text.Append(CultureInfo.InvariantCulture, $"at {name}, {file}: line {position?.StartLineNumber ?? 1}");
    }
}
