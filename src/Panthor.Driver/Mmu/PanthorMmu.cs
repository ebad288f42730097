using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Mmu;

/// <summary>The MMU of a device: its address space slots, its interrupt and the VMs.</summary>
/// <remarks>C: struct panthor_mmu.</remarks>
public sealed partial class PanthorMmu
{
    /// <summary>Slots that the register layout has room for (MAX_AS_SLOTS).</summary>
    public const int MaxAsSlots = 32;

    /// <summary>The slot of the firmware's VM.</summary>
    public const int McuSlot = 0;

    private readonly HashSet<string> _warned = new(System.StringComparer.Ordinal);
    private readonly bool _unlocksAfterReset;
    private readonly bool _unlocksBeforeDisable;
    private int _lastVmId;

    /// <summary>Sets the MMU of a device up and lets its interrupt through.</summary>
    /// <remarks>C: panthor_mmu_init.</remarks>
    public PanthorMmu(PanthorDevice device)
    {
        Device = device;
        _unlocksBeforeDisable = device.Has(MemoryPatches.UnlockBeforeDisable);
        _unlocksAfterReset = device.Has(ProjectPatches.UnlockRegionsAfterReset);
        DefersBoCleanup = device.Has(MemoryPatches.DeferBoCleanup);
        LocksExtobjs = device.Has(MemoryPatches.ExtobjUnderResv);
        FreesKernelVas = device.Has(MemoryPatches.FreeKernelVa);
        LetsKernelBosKeepVms = device.Has(MemoryPatches.KernelBoKeepsVm);
        SkipsOffsetOnce = device.Has(MemoryPatches.PartialBoMapping);
        UnmapsPartsOfHugePages = device.Has(MemoryPatches.PartialUnmapOfHugePages);
        PreparesTwoVmas = device.Has(MemoryPatches.TwoVmasForUnmap);
        ReturnsUnusedVmas = device.Has(PatchCatalogue.ReturnUnusedVma);
        Caches = new PanthorMmuCaches(device.Platform.Memory);
        VmQueue = new Workqueue(device.Simulation, "panthor-vm-bind", WorkqueueKind.Unbound);
        SlotsLock = new Mutex(device.Simulation, MmuLockClasses.SlotsLock);
        VmLock = new Mutex(device.Simulation, MmuLockClasses.VmLock);
        Registers = new IoWindow(device.Platform.Registers, GpuRegisters.MMU_AS_BASE);
        Irq = new PanthorIrq(
            device,
            device.Platform.MmuIrq,
            new IoWindow(device.Platform.Registers, GpuRegisters.MMU_INT_BASE),
            HandleIrqAsync);
        Irq.EnableEvents(FaultBits);
        Irq.Resume();
    }

    /// <summary>The device.</summary>
    public PanthorDevice Device { get; }

    /// <summary>Protects the address space slots (as.slots_lock).</summary>
    public Mutex SlotsLock { get; }

    /// <summary>Protects the list of VMs (vm.lock).</summary>
    public Mutex VmLock { get; }

    /// <summary>Bits of a virtual address.</summary>
    public int VaBits => Device.GpuInfo.VaBits;

    /// <summary>Bits of a physical address.</summary>
    public int PaBits => Device.GpuInfo.PaBits;

    /// <summary>All VMs, the oldest first (vm.list).</summary>
    public IReadOnlyCollection<PanthorVm> VmList => Vms;

    internal LinkedList<PanthorVm> Vms { get; } = new();

    /// <summary>Runs the bind queues of all VMs (vm.wq).</summary>
    internal Workqueue VmQueue { get; }

    /// <summary>The bind queues are stopped for a reset (vm.reset_in_progress).</summary>
    internal bool IsResetInProgress { get; private set; }

    internal PanthorMmuCaches Caches { get; }

    /// <summary>The interrupt block (mmu->irq).</summary>
    internal PanthorIrq Irq { get; }

    /// <summary>The registers of the address spaces (mmu->iomem).</summary>
    internal IoWindow Registers { get; }

    /// <summary><see cref="MemoryPatches.DeferBoCleanup"/>.</summary>
    internal bool DefersBoCleanup { get; }

    /// <summary><see cref="MemoryPatches.ExtobjUnderResv"/>.</summary>
    internal bool LocksExtobjs { get; }

    /// <summary><see cref="MemoryPatches.FreeKernelVa"/>.</summary>
    internal bool FreesKernelVas { get; }

    /// <summary><see cref="MemoryPatches.KernelBoKeepsVm"/>.</summary>
    internal bool LetsKernelBosKeepVms { get; }

    /// <summary><see cref="MemoryPatches.PartialBoMapping"/>.</summary>
    internal bool SkipsOffsetOnce { get; }

    /// <summary><see cref="MemoryPatches.PartialUnmapOfHugePages"/>.</summary>
    internal bool UnmapsPartsOfHugePages { get; }

    /// <summary><see cref="MemoryPatches.TwoVmasForUnmap"/>.</summary>
    internal bool PreparesTwoVmas { get; }

    /// <summary><see cref="PatchCatalogue.ReturnUnusedVma"/>.</summary>
    internal bool ReturnsUnusedVmas { get; }

    private Simulation Sim => Device.Simulation;

    /// <summary>A WARN_ONCE: the first time of each is a finding.</summary>
    internal void WarnOnce(string what)
    {
        if (_warned.Add(what))
            Device.WarnOn(true, what);
    }

    internal int NextVmId() => ++_lastVmId;
}
