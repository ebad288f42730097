using System;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using static Panthor.Hardware.CsRegister;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>
/// One run: a group that uses a tiler heap is on a slot. Its client destroys the group, then the VM, which is the legal
/// order. Meanwhile the firmware takes the group off its slot and writes the heap's context back.
/// </summary>
internal sealed class EvictStory
{
    private const ulong CodeVa = 0x1000_0000;
    private const ulong CodeSize = 4 << 10;
    private const ulong NopOffset = 2 << 10;

    private readonly Machine _machine;
    private readonly DrmFile _file;
    private uint _vm;
    private uint _group;
    private uint _code;

    private EvictStory(Machine machine)
    {
        _machine = machine;
        _file = machine.Open("story").Value;
    }

    /// <summary>Titles of what the checkers found.</summary>
    public string[] Findings { get; private set; } = [];

    /// <summary>The GPU met a page fault.</summary>
    public bool HasFaulted { get; private set; }

    /// <summary>The driver's report of it.</summary>
    public string Log { get; private set; } = "";

    /// <summary>Hash over all events of the run.</summary>
    public ulong Hash { get; private set; }

    /// <summary>All decisions of the run in their printed form.</summary>
    public string Choices { get; private set; } = "";

    /// <summary>Runs it from the start.</summary>
    /// <param name="chooser">The schedule.</param>
    /// <param name="isPatched">Whether the driver evicts groups before it destroys their VM.</param>
    /// <param name="arena">Memory of the run.</param>
    /// <param name="hasNeighbour">Another client's group becomes idle in the meantime.</param>
    public static EvictStory Run(IChooser chooser, bool isPatched, MemoryArena arena, bool hasNeighbour = false)
    {
        EvictStory story = Begin(chooser, isPatched, arena);
        using Machine machine = story._machine;
        if (hasNeighbour)
            machine.Call("neighbour", story.SubmitNeighbourAsync);
        story.End(hasNeighbour ? 1 : 0);
        return story;
    }

    /// <summary>A machine on which the group is on its slot and uses its heap, and the checkpoint of it.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    public static Branches Branch(IChooser chooser, bool isPatched, MemoryArena arena)
    {
        EvictStory story = Begin(chooser, isPatched, arena);
        return new Branches(story, story._machine.TakeCheckpoint(story));
    }

    private static EvictStory Begin(IChooser chooser, bool isPatched, MemoryArena arena)
    {
        KernelResult<Machine> created = Machine.Create(new MachineOptions
        {
            MemorySize = 8L << 20,
            SwapSize = 0,
            Chooser = chooser,
            CsgSlots = 3,
            Arena = arena,
            Without = isPatched ? [] : [PatchCatalogue.EvictGroupsBeforeVmDestroy],
        });
        var story = new EvictStory(created.Value);
        story._machine.Call("client", story.PrepareAsync);
        story._machine.Simulation.RunUntil(story.UsesHeap, Duration.FromSeconds(1));
        return story;
    }

    /// <summary>The client destroys group and VM; then the group, unless others remain, goes.</summary>
    private void End(int others)
    {
        _machine.Call("client", DestroyAsync);
        _machine.Simulation.RunUntil(
            () => _machine.Device.Scheduler.Groups.Count == others, Duration.FromSeconds(1));
        Judge();
    }

    /// <summary>The many ends that one beginning may have.</summary>
    public sealed class Branches(EvictStory story, Checkpoint checkpoint) : IDisposable
    {
        /// <summary>Goes back to the beginning and from there to an end.</summary>
        /// <param name="chooser">The schedule of the end.</param>
        /// <returns>The story with this end; the next one takes its place.</returns>
        public EvictStory Run(IChooser chooser)
        {
            checkpoint.Restore(chooser);
            story.End(0);
            return story;
        }

        public void Dispose() => story._machine.Dispose();
    }

    private async KTask PrepareAsync()
    {
        _vm = (await _file.VmCreateAsync(0, 0)).Value.Id;
        DrmPanthorTilerHeap heap = (await _file.TilerHeapCreateAsync(new(_vm, 1, 128 << 10, 4, 4))).Value;
        _code = (await _file.BoCreateAsync(CodeSize, 0, 0)).Value.Handle;
        DrmPanthorVmBindOp map = new(0, _code, 0, CodeVa, CodeSize);
        Check((await _file.VmBindAsync(_vm, new[] { map })).Result);

        CsAssembler stream = new(GpuModel.Default);
        stream.Move(D(2), heap.TilerHeapCtxGpuVa).SetHeap(D(2)).Heap(CsHeapOperation.VertexTilerStarted).Endless();
        byte[] bytes = stream.ToBytes();
        CpuMapping mapping = (await _file.MmapAsync(_code)).Value;
        Check((await mapping.WriteAsync(0, bytes)));
        await mapping.CloseAsync();

        DrmPanthorGroupCreate args = new(_vm, new[] { new DrmPanthorQueueCreate(4 << 10) });
        _group = (await _file.GroupCreateAsync(args)).Value;
        DrmPanthorQueueSubmit job = new(0, CodeVa, (uint)bytes.Length);
        Check((await _file.GroupSubmitAsync(_group, new[] { job })));
    }

    /// <summary>The group is on a slot and its stream has come to its end.</summary>
    private bool UsesHeap() =>
        _machine.Device.Scheduler.Slots[0].Group is not null
        && _machine.Simulation.Now.Nanoseconds > 10_000_000;

    /// <summary>An empty stream for a group of another VM: it is idle again a moment later.</summary>
    private async KTask SubmitNeighbourAsync()
    {
        uint vm = (await _file.VmCreateAsync(0, 0)).Value.Id;
        DrmPanthorVmBindOp map = new(0, _code, 0, CodeVa, CodeSize);
        Check((await _file.VmBindAsync(vm, new[] { map })).Result);
        DrmPanthorGroupCreate args = new(vm, new[] { new DrmPanthorQueueCreate(4 << 10) });
        uint group = (await _file.GroupCreateAsync(args)).Value;
        DrmPanthorQueueSubmit job = new(0, CodeVa + NopOffset, 8);
        Check((await _file.GroupSubmitAsync(group, new[] { job })));
    }

    private async KTask DestroyAsync()
    {
        Check((await _file.GroupDestroyAsync(_group)));
        Check((await _file.VmDestroyAsync(_vm)));
    }

    private static void Check(KernelResult result)
    {
        if (!result.IsOk)
            throw new InvalidOperationException(result.ToString());
    }

    private void Judge()
    {
        Simulation simulation = _machine.Simulation;
        Hash = simulation.Events.Hash;
        if (simulation.Findings.Count == 0)
            return;

        Findings = [.. simulation.Findings.Select(finding => $"{finding.Kind}: {finding.Title}")];
        HasFaulted = simulation.Findings.Any(finding => finding.Kind == FindingKind.GpuPageFault);
        Log = string.Join('\n', simulation.Log.Lines.Select(line => line.Message));
        Choices = simulation.Choices.ToString();
    }
}
