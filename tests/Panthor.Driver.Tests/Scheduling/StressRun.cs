using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Patches;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>
/// Two clients that create groups and heaps, submit, map, unmap and destroy, while a machine gets into trouble. When it
/// is over everything must be over: no finding, no group, no fence, no page left.
/// </summary>
internal sealed class StressRun
{
    private const ulong CodeVa = 0x1000_0000;
    private const ulong DataVa = 0x2000_0000;
    private const ulong HoleVa = 0x7000_0000;
    private const ulong PageSize = 4096;

    private readonly Machine _machine;
    private readonly StressTrouble _trouble;
    private readonly List<DrmPanthorQueueSubmit> _jobs = [];
    private DeterministicRandom _random;
    private readonly WaitQueue _freezer;
    private int _clients;
    private int _insideCalls;
    private bool _isFrozen;

    private StressRun(Machine machine, ulong seed, StressTrouble trouble)
    {
        _machine = machine;
        _trouble = trouble;
        _random = new DeterministicRandom(seed ^ 0x5eed);
        _freezer = new WaitQueue(machine.Simulation, "freezer");
    }

    private Simulation Simulation => _machine.Simulation;

    /// <summary>One run.</summary>
    /// <returns>What the checkers found, and what did not end.</returns>
    public static string[] Run(ulong seed, MemoryArena arena, StressTrouble trouble, params DriverPatch[] without)
    {
        using Machine machine = Machine.Create(new MachineOptions
        {
            MemorySize = 32L << 20,
            SwapSize = 0,
            CsgSlots = 3,
            AddressSpaces = 3,
            Chooser = new RandomChooser(seed),
            Arena = arena,
            Without = without,
        }).Value;
        return new StressRun(machine, seed, trouble).Run();
    }

    private string[] Run()
    {
        DrmFile[] files = [_machine.Open("a").Value, _machine.Open("b").Value];
        _clients = files.Length;
        AddFaults();
        List<SimTask> tasks = [.. files.Select(file => Simulation.Spawn("client", () => WorkAsync(file)))];
        if (Has(StressTrouble.Resets))
            tasks.Add(Simulation.Spawn("resetter", ResetsAsync));
        if (Has(StressTrouble.Sleeps))
            tasks.Add(Simulation.Spawn("sleeper", SleepsAsync));
        List<string> wrong = [];
        Expect(wrong, () => tasks.All(HasEnded), "a task does not end");
        while (Simulation.Faults.Injections.Count != 0)
            Simulation.Faults.Remove(Simulation.Faults.Injections[0]);
        foreach (DrmFile file in files)
        {
            SimTask close = Simulation.Spawn("close", file.CloseAsync);
            Expect(wrong, () => HasEnded(close), "close() does not end");
        }

        Expect(wrong, () => _machine.Device.Scheduler.Groups.Count == 0, "a group is left");
        if (_machine.Device.IsUnplugged && !Has(StressTrouble.StuckCommands) && !Has(StressTrouble.DeadFirmware))
            wrong.Add("the device was given up");
        if (wrong.Count == 0)
            _machine.Remove();
        wrong.AddRange(Simulation.Findings
            .Where(finding => !IsExpected(finding)).Select(finding => $"{finding.Title}\n{finding.Report}"));
        return [.. wrong];
    }

    private void Expect(List<string> wrong, Func<bool> condition, string otherwise)
    {
        if (wrong.Count == 0 && !Simulation.RunUntil(condition, Duration.FromSeconds(120)))
            wrong.Add(otherwise);
    }

    private static bool HasEnded(SimTask task) => task.State is TaskState.Completed or TaskState.Failed;

    /// <summary>
    /// Bad jobs miss a page; other jobs of the VM then find an address space that is switched off. A stuck command
    /// makes the driver WARN when it switches the space off or empties a VM, and see
    /// <see cref="StressTrouble.StuckCommands"/>. It and a dead firmware keep the device from resuming, of which a tick
    /// and a job WARN, and have it given up, of which GROUP_CREATE WARNs.
    /// </summary>
    private bool IsExpected(Finding finding) => finding.Kind switch
    {
        FindingKind.GpuPageFault => Has(StressTrouble.BadJobs)
            && (finding.Title.Contains("0x70000000", StringComparison.Ordinal)
                || Begins(finding, "TRANSLATION_FAULT_0")),
        FindingKind.Leak => Has(StressTrouble.StuckCommands),
        _ => (Has(StressTrouble.StuckCommands)
                && (Begins(finding, "panthor_mmu_as_disable: AS")
                    || Begins(finding, "panthor_vm_destroy: unmapping everything")))
            || ((Has(StressTrouble.StuckCommands) || Has(StressTrouble.DeadFirmware))
                && (finding.Title.Contains(": the device does not resume", StringComparison.Ordinal)
                    || Begins(finding, "panthor_kernel_bo_create: the firmware's VM has gone"))),
    };

    private bool Has(StressTrouble trouble) => (_trouble & trouble) != 0;

    private static bool Begins(Finding finding, string text) =>
        finding.Title.StartsWith(text, StringComparison.Ordinal);

    /// <summary>
    /// A flush that is stuck after one whose interrupt was lost counts as done for ever: the raw status still tells of
    /// the first. So only one of the two happens.
    /// </summary>
    private void AddFaults()
    {
        bool hasStuck = Has(StressTrouble.StuckCommands);
        if (hasStuck)
        {
            AddFault(HardwareFaultPoints.MmuCommand, 5_000);
            AddFault(HardwareFaultPoints.CacheFlush, 5_000);
        }

        if (Has(StressTrouble.DeadFirmware))
            AddFault(HardwareFaultPoints.FirmwareBoot, 200_000);
        if (Has(StressTrouble.LostAnswers))
        {
            AddFault(HardwareFaultPoints.CsgAck, 10_000);
            AddFault(HardwareFaultPoints.FirmwarePing, 100_000);
            AddFault(HardwareFaultPoints.Interrupt, 10_000, block => !hasStuck || block is not InterruptBlockId.Gpu);
        }
    }

    private void AddFault(FaultPoint point, int perMillion, Func<object?, bool>? match = null) =>
        Simulation.Faults.Add(new FaultInjection(point)
        {
            ProbabilityPerMillion = perMillion,
            Times = long.MaxValue,
            Match = match,
        });

    private async KTask ResetsAsync()
    {
        while (_clients > 0)
        {
            await Simulation.Sleep(Duration.FromMicroseconds((long)_random.NextBelow(20_000)));
            if (_random.NextBelow(3) == 0)
                await Simulation.Sleep(Duration.FromMilliseconds(60));
            _machine.Device.ScheduleReset();
        }
    }

    private async KTask SleepsAsync()
    {
        while (_clients > 0)
        {
            await Simulation.Sleep(Duration.FromMicroseconds((long)_random.NextBelow(30_000)));
            await FreezeClientsAsync();
            if ((await _machine.SuspendAsync()).IsOk)
            {
                await Simulation.Sleep(Duration.FromMicroseconds((long)_random.NextBelow(30_000)));
                await _machine.ResumeAsync();
            }

            _isFrozen = false;
            _freezer.WakeUpAll();
        }
    }

    /// <summary>Before a machine falls asleep its processes are frozen: calls end first, new ones do not begin.</summary>
    private async KTask FreezeClientsAsync()
    {
        _isFrozen = true;
        await _freezer.WaitAsync(this, static run => run._insideCalls == 0);
    }

    private async KTask CallAsync(Func<KTask> call)
    {
        await _freezer.WaitAsync(this, static run => !run._isFrozen);
        _insideCalls++;
        await call();
        _insideCalls--;
        _freezer.WakeUpAll();
    }

    private async KTask WorkAsync(DrmFile file)
    {
        uint code = 0;
        uint data = 0;
        await CallAsync(async () =>
        {
            code = (await file.BoCreateAsync(PageSize, 0, 0)).Value.Handle;
            data = (await file.BoCreateAsync(2 * PageSize, 0, 0)).Value.Handle;
            await WriteJobsAsync(file, code);
        });
        for (int round = 0; round < 3; round++)
        {
            uint vm = 0;
            await CallAsync(async () => vm = await NewVmAsync(file, code, data));
            await UseVmAsync(file, vm, data);
            await PauseAsync(2000);
            await CallAsync(async () => await file.VmDestroyAsync(vm));
        }

        _clients--;
    }

    private static async KTask<uint> NewVmAsync(DrmFile file, uint code, uint data)
    {
        uint vm = (await file.VmCreateAsync(0, 0)).ValueOrDefault().Id;
        DrmPanthorVmBindOp[] maps = [new(0, code, 0, CodeVa, PageSize), new(0, data, 0, DataVa, 2 * PageSize)];
        await file.VmBindAsync(vm, maps);
        return vm;
    }

    private async KTask UseVmAsync(DrmFile file, uint vm, uint data)
    {
        List<uint> groups = [];
        KernelResult<DrmPanthorTilerHeap> heap = default;
        await CallAsync(async () => heap = await file.TilerHeapCreateAsync(new(vm, 1, 128 << 10, 4, 4)));
        for (int step = 0; step < 12; step++)
        {
            if (_random.NextBelow(6) == 0)
                await PauseAsync(_random.NextBelow(8) == 0 ? 100_000ul : 5_000);
            else
                await CallAsync(() => StepAsync(file, vm, data, groups));
        }

        if (heap.IsOk && _random.NextBelow(2) == 0)
            await CallAsync(async () => await file.TilerHeapDestroyAsync(heap.Value.Handle));
        while (groups.Count != 0)
            await CallAsync(async () => await file.GroupDestroyAsync(Take(groups)));
    }

    private async KTask StepAsync(DrmFile file, uint vm, uint data, List<uint> groups)
    {
        switch (_random.NextBelow(6))
        {
            case 0 or 1:
                var args = new DrmPanthorGroupCreate(vm, new DrmPanthorQueueCreate[] { new(4096), new(4096) })
                {
                    Priority = (byte)_random.NextBelow(2),
                };
                KernelResult<uint> group = await file.GroupCreateAsync(args);
                if (group.IsOk)
                    groups.Add(group.Value);
                break;
            case 2 when groups.Count != 0:
                await file.GroupDestroyAsync(Take(groups));
                break;
            case 3:
                await RemapAsync(file, vm, data);
                break;
            default:
                await SubmitAsync(file, groups);
                break;
        }
    }

    private async KTask SubmitAsync(DrmFile file, List<uint> groups)
    {
        if (groups.Count == 0)
            return;
        uint group = groups[(int)_random.NextBelow((ulong)groups.Count)];
        ulong kinds = Has(StressTrouble.BadJobs) ? (ulong)_jobs.Count : 3;
        var jobs = new DrmPanthorQueueSubmit[1 + _random.NextBelow(3)];
        for (int i = 0; i < jobs.Length; i++)
            jobs[i] = _jobs[(int)_random.NextBelow(kinds)] with { QueueIndex = (uint)_random.NextBelow(2) };
        await file.GroupSubmitAsync(group, jobs);
    }

    private async KTask RemapAsync(DrmFile file, uint vm, uint data)
    {
        bool unmaps = _random.NextBelow(2) == 0;
        uint flags = _random.NextBelow(2) == 0 ? PanthorDrm.DRM_PANTHOR_VM_BIND_ASYNC : 0;
        DrmPanthorVmBindOp operation = unmaps
            ? new(PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP, 0, 0, DataVa + PageSize, PageSize)
            : new(0, data, PageSize, DataVa + PageSize, PageSize);
        await file.VmBindAsync(vm, new[] { operation }, flags);
    }

    private async KTask PauseAsync(ulong microseconds) =>
        await Simulation.Sleep(Duration.FromMicroseconds((long)_random.NextBelow(microseconds)));

    private uint Take(List<uint> from)
    {
        int index = (int)_random.NextBelow((ulong)from.Count);
        uint taken = from[index];
        from.RemoveAt(index);
        return taken;
    }

    /// <summary>The good ones first, then the bad ones.</summary>
    private async KTask WriteJobsAsync(DrmFile file, uint code)
    {
        Action<CsAssembler>[] streams =
        [
            s => s.CountedStores(DataVa, 200),
            s => s.Compute(1),
            s => s.Spin(20_000),
            s => s.Word(0xff00_0000_0000_0000),
            s => s.StoreWord(HoleVa, 1),
            s => s.BadCompute(DataVa),
            s => s.Endless(),
        ];
        CpuMapping mapping = (await file.MmapAsync(code)).Value;
        ulong offset = 0;
        bool isFirst = _jobs.Count == 0;
        foreach (Action<CsAssembler> write in streams)
        {
            CsAssembler assembler = new(GpuModel.Default);
            write(assembler);
            byte[] bytes = assembler.ToBytes();
            await mapping.WriteAsync(offset, bytes);
            if (isFirst)
                _jobs.Add(new DrmPanthorQueueSubmit(0, CodeVa + offset, (uint)bytes.Length));
            offset += ((ulong)bytes.Length + 63) & ~63ul;
        }

        await mapping.CloseAsync();
    }
}
