using System;
using System.Collections.Generic;
using Panthor.Driver.Device;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Firmware;

/// <summary>The firmware of the GPU's microcontroller and the interfaces to it (<c>struct panthor_fw</c>).</summary>
public sealed partial class PanthorFw
{
    private const ulong Sz4G = 1UL << 32;

    private readonly PanthorDevice _device;
    private readonly IoWindow _mcu;
    private readonly WaitQueue _reqWaitQueue;
    private readonly List<FwSection> _sections = [];
    private readonly bool _haltsOnUnplug;
    private FwSection? _sharedSection;

    internal PanthorFw(PanthorDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
        _haltsOnUnplug = !device.Has(PatchCatalogue.NoHaltOnUnplug);
        _mcu = new IoWindow(device.Platform.Registers, GpuRegisters.MCU_CONTROL_BASE);
        _reqWaitQueue = new WaitQueue(device.Simulation, "fw.req_waitqueue");
        _pingWork = new DelayedWork(device.Simulation, "panthor_fw_ping_work", PingAsync);
        Irq = new PanthorIrq(
            device,
            device.Platform.JobIrq,
            new IoWindow(device.Platform.Registers, GpuRegisters.JOB_INT_BASE),
            HandleIrq);
    }

    /// <summary>The VM of the microcontroller, on address space 0 (<c>panthor_fw_vm()</c>).</summary>
    public PanthorVm Vm { get; private set; } = null!;

    /// <summary>The file that the firmware was loaded from.</summary>
    public FwImage Image { get; private set; } = null!;

    /// <summary>The sections in memory, in the order of the file.</summary>
    public IReadOnlyList<FwSection> Sections => _sections;

    /// <summary>The firmware's interrupt, "job".</summary>
    public PanthorIrq Irq { get; }

    /// <summary>True from the firmware's first event after a start until the next start.</summary>
    public bool IsBooted { get; private set; }

    private Simulation Sim => _device.Simulation;

    /// <summary>Loads the firmware, boots it and sets its interfaces up (<c>panthor_fw_init()</c>).</summary>
    /// <returns>
    /// ENOENT if there is no file, EINVAL for a file or interfaces that make no sense, ETIMEDOUT if the microcontroller
    /// does not boot or the L2 cache gets no power, ENOMEM. Then nothing was left behind.
    /// </returns>
    internal async KTask<KernelResult> InitAsync()
    {
        Errno power = await _device.Gpu.L2PowerOnAsync();
        if (power != Errno.None)
        {
            return KernelResult.Fail(power, "the L2 cache did not become ready within 20 ms");
        }

        KernelResult<PanthorVm> vm = await PanthorVm.CreateAsync(
            _device, true, 0, Sz4G, FwBinary.CSF_MCU_SHARED_REGION_START, FwBinary.CSF_MCU_SHARED_REGION_SIZE);
        KernelResult result = vm.WithoutValue();
        if (result.IsOk)
        {
            Vm = vm.Value;
            result = await LoadAsync();
        }

        if (result.IsOk)
        {
            result = await BootAsync();
        }

        if (!result.IsOk)
        {
            await UnplugAsync();
            return result;
        }

        InitGlobalIface();
        return KernelResult.Ok;
    }

    /// <summary>
    /// Stops the firmware for good and frees its memory (<c>panthor_fw_unplug()</c>). The address space stays the
    /// VM's: who unplugs the MMU takes it away.
    /// </summary>
    internal async KTask UnplugAsync()
    {
        await _pingWork.DisableSyncAsync();
        bool hasPower = _device.Pm.IsActive;
        if (hasPower && _haltsOnUnplug)
        {
            HaltMcu();
            await WaitMcuHaltedAsync();
        }

        if (hasPower)
        {
            await Irq.SuspendAsync();
            await StopAsync();
        }

        foreach (FwSection section in _sections)
        {
            await section.Mem.DestroyAsync();
        }

        if (Vm is { } vm)
        {
            Vm = null!;
            await vm.PutAsync();
        }

        if (hasPower)
        {
            await _device.Gpu.L2PowerOffAsync();
        }
    }

    private async KTask<KernelResult> BootAsync()
    {
        Errno active = await Vm.ActiveAsync();
        if (active != Errno.None)
        {
            return KernelResult.Fail(active, "the firmware's VM could not be put on address space 0");
        }

        KernelResult started = await StartAsync(true);
        return started.IsOk ? InitIfaces() : started;
    }
}
