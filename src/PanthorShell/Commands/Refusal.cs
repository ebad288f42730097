using System;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Refuses by name what PanthorShell does not do.</summary>
internal static class Refusal
{
    public static Exception Of(PSCmdlet cmdlet, string construct)
    {
        var exception = new PSNotSupportedException(
            $"'{construct}' is not supported by PanthorShell; run this in PowerShell. "
            + $"At {cmdlet.MyInvocation.ScriptName}:{cmdlet.MyInvocation.ScriptLineNumber} "
            + $"char:{cmdlet.MyInvocation.OffsetInLine}");
        cmdlet.ThrowTerminatingError(
            new ErrorRecord(exception, "NotSupportedByPanthorShell", ErrorCategory.NotImplemented, construct));
        return exception;
    }
}
