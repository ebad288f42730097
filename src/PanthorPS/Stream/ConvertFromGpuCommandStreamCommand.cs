using System.Collections.Generic;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Disassembles a command stream.</summary>
/// <remarks>
/// The text is what the assembler of New-GpuCommandStream -Path reads: disassembling and assembling gives the same
/// words. A word that is no instruction of the architecture, or has bits without a meaning, is shown as <c>.word</c>.
/// </remarks>
/// <example>
/// <code>ConvertFrom-GpuCommandStream 0x0144000001001000, 0x02460000deadbeef, 0xff00000000000000</code>
/// Shows three words; the last is no instruction.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// New-GpuCommandStream $vm 0x400000 { Mov r0 5; Label Again; Add r0 -1; Branch Again r0 -gt 0 } | Out-Null
/// Read-GpuMemory $vm 0x400000 -Count 24 -As UInt64 | ConvertFrom-GpuCommandStream</code>
/// Shows what lies in the memory of a VM.
/// </example>
/// <seealso cref="NewGpuCommandStreamCommand"/>
[Cmdlet(VerbsData.ConvertFrom, "GpuCommandStream", DefaultParameterSetName = FromWords)]
[OutputType(typeof(GpuInstruction))]
public sealed class ConvertFromGpuCommandStreamCommand : GpuCmdlet
{
    private const string FromWords = "Words";
    private const string FromFile = "Path";

    private int _index;

    /// <summary>The words.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = FromWords)]
    [CommandWords]
    [ValidateNotNullOrEmpty]
    public ulong[] Words { get; set; } = [];

    /// <summary>A file with the words as they lie in memory, or with assembly text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromFile)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// The architecture of the GPU, 10 to 13. By default that of the current device, or 10 if there is none.
    /// </summary>
    [Parameter]
    [ValidateRange(CsInstructionSet.FirstArchitecture, CsInstructionSet.LastArchitecture)]
    public int Architecture { get; set; }

    private protected override void Process()
    {
        GpuModel model = Session.CurrentDevice?.Machine.Board.Model ?? GpuModel.Default;
        ulong[] words = ParameterSetName == FromWords
            ? Words
            : CommandStreamFile.Read(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), model);
        CsInstructionSet set = Architecture == 0
            ? CsInstructionSet.For(model)
            : CsInstructionSet.ForArchitecture(Architecture);
        IReadOnlyList<CsDisassemblyLine> lines = CsDisassembler.Disassemble(set, words);
        foreach (CsDisassemblyLine line in lines)
        {
            WriteObject(new GpuInstruction(_index++, line.Word, line.Text));
        }
    }
}
