using System;
using System.Management.Automation.Host;

namespace PanthorShell.Hosting;

/// <summary>A window of 120 columns that nobody sees.</summary>
internal sealed class FixedRawUserInterface : ShellRawUserInterface
{
    public override Size BufferSize
    {
        get => new(120, 50);
        set => throw new NotSupportedException("The size is fixed.");
    }

    public override bool KeyAvailable => false;
}
