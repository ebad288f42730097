using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Tests.Mmu.VmLab;

namespace Panthor.Driver.Tests.Mmu;

/// <summary>
/// One run: a client remaps a range while GPU readers sweep over it. Every page carries the number of its buffer, so
/// that each read tells which operation it has seen. A read must show what was mapped after some operation between the
/// last one that anybody has seen and the last one that has begun.
/// </summary>
internal sealed class AtomicBindStory
{
    private const int Readers = 2;
    private const int Sweeps = 3;
    private const ulong Va = 0x4000_0000;
    private const uint Sparse =
        PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_SPARSE | PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC;

    private readonly Machine _machine;
    private readonly DrmFile _file;
    private readonly List<DrmPanthorVmBindOp> _operations = [];
    private readonly List<ulong[]> _expected = [];
    private readonly ulong[] _places;
    private readonly PanthorVm _vm;
    private int _begun;
    private int _seen;
    private int _done;

    private AtomicBindStory(Machine machine, RemapKind kind)
    {
        _machine = machine;
        _file = machine.Open("story").Value;
        _vm = _file.Vms.Find(machine.Call("test", () => _file.VmCreateAsync(0, 0)).Value.Id)!;
        _places = kind == RemapKind.PagesToPages
            ? [0, Page, 2 * Page, 3 * Page]
            : [63 * Page, 64 * Page, 65 * Page, 66 * Page];
    }

    /// <summary>Reads that began while an operation was in progress.</summary>
    public int ReadsDuringOperation { get; private set; }

    /// <summary>Reads that ended in a page fault.</summary>
    public int Faults { get; private set; }

    /// <summary>The first read that no state of the mappings explains, in words.</summary>
    public string? Torn { get; private set; }

    /// <summary>What the checkers found.</summary>
    public int Findings { get; private set; }

    /// <summary>Hash over all events of the run.</summary>
    public ulong Hash { get; private set; }

    /// <summary>All decisions of the run in their printed form.</summary>
    public string Choices { get; private set; } = "";

    /// <summary>Choices that were made.</summary>
    public long ChoiceCount { get; private set; }

    /// <summary>Runs it.</summary>
    /// <param name="kind">What becomes what.</param>
    /// <param name="chooser">The schedule.</param>
    /// <param name="isPatched">Whether the driver locks the region around the operation.</param>
    /// <param name="arena">Memory of the run.</param>
    public static AtomicBindStory Run(RemapKind kind, IChooser chooser, bool isPatched, MemoryArena arena)
    {
        KernelResult<Machine> created = Machine.Create(new MachineOptions
        {
            MemorySize = 8L << 20,
            Chooser = chooser,
            AddressSpaces = 2,
            Arena = arena,
            Without = isPatched ? [] : [PatchCatalogue.AtomicPageTableUpdates],
        });
        using Machine machine = created.Value;
        var story = new AtomicBindStory(machine, kind);
        story.Prepare(kind);
        story.Go();
        return story;
    }

    private void Prepare(RemapKind kind)
    {
        if (kind == RemapKind.PagesToPages)
        {
            uint first = NewBuffer(4 * Page, 1);
            Bind(new(0, first, 0, Va, 2 * Page));
            Bind(new(0, first, 2 * Page, Va + (2 * Page), 2 * Page));
            Stamp(first, 1);
            AddMap(NewBuffer(4 * Page, 2), Va, 4 * Page, 2, [2, 2, 2, 2], [1, 1, 1, 1]);
            _operations.Add(new(0, first, Page, Va + Page, 3 * Page));
            _expected.Add([2, 1, 1, 1]);
            return;
        }

        if (kind == RemapKind.SparseToPages)
        {
            Bind(new(Sparse, 0, 0, Va, 2 * Block));
            AddMap(NewBuffer(2 * Page, 2), Va + (64 * Page), 2 * Page, 2, [0, 2, 2, 0], [0, 0, 0, 0]);
            _operations.Add(new(Sparse, 0, 0, Va + (64 * Page), 2 * Page));
            _expected.Add([0, 0, 0, 0]);
            return;
        }

        uint huge = NewBuffer(Block, 1);
        Bind(new(0, huge, 0, Va, Block));
        Stamp(huge, 1);
        AddMap(NewBuffer(2 * Page, 2), Va + (64 * Page), 2 * Page, 2, [1, 2, 2, 1], [1, 1, 1, 1]);
    }

    private void AddMap(uint buffer, ulong va, ulong size, ulong stamp, ulong[] after, ulong[] before)
    {
        // Mapped once elsewhere, so that the pages are there to be stamped.
        Bind(new(0, buffer, 0, 2 * Va, size));
        Stamp(buffer, stamp);
        _operations.Add(new(0, buffer, 0, va, size));
        if (_expected.Count == 0)
            _expected.Add(before);
        _expected.Add(after);
    }

    private void Go()
    {
        Simulation simulation = _machine.Simulation;
        List<SimTask> tasks = [simulation.Spawn("bind", BindAllAsync)];
        for (int i = 0; i < Readers; i++)
            tasks.Add(simulation.Spawn("gpu", SweepAsync));
        foreach (SimTask task in tasks)
            simulation.RunToCompletion(task);
        Assert.False(_vm.IsUnusable);
        Assert.Null(TableChecker.Difference(_vm));
        Findings = simulation.Findings.Count;
        Hash = simulation.Events.Hash;
        ChoiceCount = simulation.Choices.Count;
        if (Findings + Faults != 0 || Torn is not null)
            Choices = simulation.Choices.ToString();
    }

    private async KTask BindAllAsync()
    {
        foreach (DrmPanthorVmBindOp operation in _operations)
        {
            _begun++;
            Assert.True((await _vm.BindExecSyncOpAsync(_file, operation)).IsOk);
            _done = _seen = _begun;
        }
    }

    private async KTask SweepAsync()
    {
        byte[] bytes = new byte[8];
        if (await _vm.ActiveAsync() != Errno.None)
            return;
        for (int i = 0; i < Sweeps * _places.Length; i++)
        {
            int place = i % _places.Length;
            int floor = _seen;
            ReadsDuringOperation += _begun > _done ? 1 : 0;
            GpuAccessResult result =
                await _machine.Board.AccessPort.ReadAsync(_vm.AsId, Va + _places[place], bytes);
            if (!result.IsOk)
            {
                Faults++;
                break;
            }

            Judge(place, floor, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        await _vm.IdleAsync();
    }

    private void Judge(int place, int floor, ulong stamp)
    {
        int state = floor;
        while (state <= _begun && _expected[state][place] != stamp)
            state++;
        if (state > _begun)
            Torn ??= $"0x{Va + _places[place]:x}: {stamp} although operation {floor} has been seen";
        else
            _seen = Math.Max(_seen, state);
    }

    private uint NewBuffer(ulong size, ulong stamp)
    {
        KernelResult<DrmPanthorBo> created = _machine.Call("test", () => _file.BoCreateAsync(size, 0, 0));
        Assert.True(created.IsOk, $"buffer {stamp}: {created}");
        return created.Value.Handle;
    }

    private void Bind(DrmPanthorVmBindOp operation) =>
        Assert.True(_machine.Call("test", () => _vm.BindExecSyncOpAsync(_file, operation)).IsOk);

    private unsafe void Stamp(uint handle, ulong stamp)
    {
        PanthorGemObject buffer = _file.LookUpBuffer(handle)!;
        foreach (ScatterSegment segment in buffer.DeviceMap)
        {
            for (ulong at = 0; at < segment.Length; at += Page)
                *(ulong*)_machine.Board.Memory.Pointer(segment.Address + at) = stamp;
        }

        buffer.Put();
    }
}
