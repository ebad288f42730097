using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>Shows records of the streams on the host.</summary>
internal static class HostStreams
{
    internal static void Warning(ExecutionContext context, InformationalRecord record)
    {
        if (context.Diagnostics is { IsCapturing: true } capture) capture.Warning((WarningRecord)record);
        else context.Host.UI?.WriteWarningLine(record.Message);
    }

    internal static void Verbose(ExecutionContext context, InformationalRecord record)
    {
        if (context.Diagnostics is { IsCapturing: true } capture) capture.Verbose((VerboseRecord)record);
        else context.Host.UI?.WriteVerboseLine(record.Message);
    }

    internal static void Debug(ExecutionContext context, InformationalRecord record)
    {
        if (context.Diagnostics is { IsCapturing: true } capture) capture.Debug((DebugRecord)record);
        else context.Host.UI?.WriteDebugLine(record.Message);
    }

    internal static void WriteHostText(PSHostUserInterface? ui, InformationRecord record)
    {
        if (ui is null) return;
        if (record.MessageData is not HostInformationMessage message)
        {
            ui.WriteLine(record.ToString());
            return;
        }

        bool coloured = message.ForegroundColor is not null || message.BackgroundColor is not null;
        if (coloured)
        {
            ConsoleColor foreground = message.ForegroundColor ?? ui.RawUI?.ForegroundColor ?? ConsoleColor.Gray;
            ConsoleColor background = message.BackgroundColor ?? ui.RawUI?.BackgroundColor ?? ConsoleColor.Black;
            if (message.NoNewLine == true) ui.Write(foreground, background, message.Message);
            else ui.WriteLine(foreground, background, message.Message);
        }
        else if (message.NoNewLine == true)
        {
            ui.Write(message.Message);
        }
        else
        {
            ui.WriteLine(message.Message);
        }
    }
}
