using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.InteropServices;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Assembles a command stream and writes it into a VM's memory.</summary>
/// <remarks>
/// <para>
/// The script block is PowerShell with some more commands: each appends an instruction. Variables, loops and
/// conditions of PowerShell decide what is appended; Label and Branch, and Repeat, make the loops that the GPU runs.
/// about_GpuCommandStreams tells all commands.
/// </para>
/// <para>
/// Where a buffer of the client is mapped at the address, the words are written through a CPU mapping of it. Where
/// nothing is mapped, a buffer is created and bound there. Without a job nothing of it is executed.
/// </para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// $counter = 0x600000; Invoke-VmBind $vm (New-GpuBuffer 4KB) $counter
/// $stream = New-GpuCommandStream $vm 0x400000 {
///     Mov d0 $counter
///     Mov r2 0
///     Repeat r4 1000 {
///         Add r2 1
///         SyncSet [d0] r2
///     }
/// }
/// $stream.Words | ConvertFrom-GpuCommandStream</code>
/// Counts to 1000 in memory. The loop is the GPU's: the stream has seven words.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// New-GpuCommandStream $vm 0x400000 {
///     foreach ($i in 0..7) { Mov "r$i" ($i * $i) }
///     Mov d8 0x500000
///     Store [d8] r0..r7
///     Wait
/// }</code>
/// Stores eight squares: the loop is PowerShell's, and appends eight instructions.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null
/// New-GpuCommandStream (New-GpuVm) 0x400000 -Words 0x02460000deadbeef, 0xff00000000000000 | Format-List</code>
/// Writes words as they are: the second is no instruction at all.
/// </example>
/// <seealso cref="ConvertFromGpuCommandStreamCommand"/>
/// <seealso cref="NewGpuTilerHeapCommand"/>
[Cmdlet(VerbsCommon.New, "GpuCommandStream", DefaultParameterSetName = FromScript)]
[OutputType(typeof(GpuCommandStream))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuCommandStreamCommand : VmCallCmdlet
{
    private const string FromScript = "ScriptBlock";
    private const string FromWords = "Words";
    private const string FromFile = "Path";

    /// <summary>
    /// GPU virtual address of the first instruction: a multiple of 8, and of 64 for a stream that a job begins with.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(MappingAddressCompleter))]
    [Quantity]
    public ulong Address { get; set; }

    /// <summary>The instructions, as about_GpuCommandStreams describes them.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = FromScript)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>The instructions as 64-bit words.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromWords)]
    [CommandWords]
    [ValidateNotNullOrEmpty]
    public ulong[] Words { get; set; } = [];

    /// <summary>A file with the words, or with assembly text as ConvertFrom-GpuCommandStream writes it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromFile)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        ulong[] words = Assemble(vm.Client.Device.Machine.Board.Model);
        if (Address % sizeof(ulong) != 0 || words.Length == 0)
        {
            throw new ErrnoException(
                Errno.EINVAL,
                "Command stream",
                words.Length == 0 ? "there is no instruction" : $"address 0x{Address:x} is no multiple of 8")
            {
                Target = Address,
            };
        }

        var stream = new GpuCommandStream(vm, Address, words);
        byte[] bytes = MemoryMarshal.AsBytes<ulong>(words).ToArray();
        Call(
            vm.Client,
            () => StreamPlacement.WriteAsync(vm, stream.Address, bytes),
            result => Checked(result, "Write of the command stream", stream));
    }

    private ulong[] Assemble(GpuModel model)
    {
        switch (ParameterSetName)
        {
            case FromWords:
                return Words;
            case FromFile:
                return CommandStreamFile.Read(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), model);
            default:
                ulong[] words = new GpuStreamScript(new CsAssembler(model)).Run(
                    ScriptBlock, out IReadOnlyList<PSObject> output);
                foreach (PSObject value in output)
                {
                    WriteWarning($"The script block wrote '{value}': only its commands become instructions.");
                }

                return words;
        }
    }
}
