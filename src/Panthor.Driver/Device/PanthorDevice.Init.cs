using Panthor.Driver.Firmware;
using Panthor.Driver.Mmu;
using Panthor.Driver.Scheduling;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <content>Coming up and going away.</content>
public sealed partial class PanthorDevice
{
    private static readonly LockClass s_unplugLock = new("panthor_device.unplug.lock");

    private readonly Mutex _unplugLock;
    private readonly Completion _unplugDone;

    /// <summary>
    /// Takes the device away (<c>panthor_device_unplug()</c>): no new calls, waits for those inside, then stops the
    /// blocks in reverse order. Who comes second waits until the first one is done.
    /// </summary>
    public async KTask UnplugAsync()
    {
        await _unplugLock.LockAsync();
        if (IsUnplugged)
        {
            _unplugLock.Unlock();
            await _unplugDone.WaitAsync();
            return;
        }

        Errno resumed = await Pm.GetSyncAsync();
        WarnOn(resumed != Errno.None, "panthor_device_unplug: the device does not come back from its suspend");
        IsUnplugged = true;
        await _unplugWait.WaitAsync(() => _entered == 0);
        _unplugLock.Unlock();

        await Scheduler.UnplugAsync();
        await Fw.UnplugAsync();
        await Mmu.UnplugAsync();
        await Mm.UnregisterAsync();
        await Gpu.UnplugAsync();
        Pm.DontUseAutosuspend();
        await Pm.PutSyncSuspendAsync();
        _unplugDone.CompleteAll();
    }

    /// <summary>
    /// Lets what is still queued run, after the unplug and when all files are closed, and ends the workers (the managed
    /// release of the DRM device, and <c>panthor_exit()</c>).
    /// </summary>
    public async KTask ReleaseAsync()
    {
        if (Mmu is { } mmu)
        {
            await mmu.VmQueue.DrainAsync();
        }

        await CleanupQueue.DestroyAsync();
        if (Scheduler is { } scheduler)
        {
            await scheduler.FiniAsync();
        }

        if (Mmu is { } last)
        {
            await last.VmQueue.DestroyAsync();
            last.ReportLostVmas();
        }

        await Pm.RemoveAsync();
        await _resetWork.DisableSyncAsync();
        await ResetQueue.DestroyAsync();
    }

    private async KTask<KernelResult> InitAsync()
    {
        Pm.Enable();
        await Pm.ResumeAndGetAsync();
        KernelResult result = await InitBlocksAsync();
        if (!result.IsOk)
        {
            await Pm.PutSyncSuspendAsync();
            return result;
        }

        _isInitialized = true;
        _resetWork.Enable();
        Pm.UseAutosuspend(s_autosuspendDelay);
        Pm.PutAutosuspend();
        return KernelResult.Ok;
    }

    private async KTask<KernelResult> InitBlocksAsync()
    {
        KernelResult result = Identify();
        if (!result.IsOk)
        {
            return result;
        }

        Gpu = new PanthorGpu(this);
        result = InitCoherency();
        if (!result.IsOk)
        {
            await Gpu.UnplugAsync();
            return result;
        }

        Mm.Register(Reclaim);
        Mmu = new PanthorMmu(this);
        Fw = new PanthorFw(this);
        result = await Fw.InitAsync();
        if (result.IsOk)
        {
            KernelResult<PanthorScheduler> scheduler = PanthorScheduler.Create(this);
            Scheduler = scheduler.ValueOrDefault()!;
            result = scheduler.WithoutValue();
            if (!result.IsOk)
            {
                await Fw.UnplugAsync();
            }
        }

        if (!result.IsOk)
        {
            await Mmu.UnplugAsync();
            await Mm.UnregisterAsync();
            await Gpu.UnplugAsync();
        }

        return result;
    }

    // panthor_hw_init()
    private KernelResult Identify()
    {
        GpuInfo = PanthorHw.ReadGpuInfo(new IoWindow(Platform.Registers, GpuRegisters.GPU_CONTROL_BASE));
        if (GpuInfo.GpuId == 0)
        {
            return KernelResult.Fail(Errno.ENXIO, "GPU_ID reads 0: no GPU answers");
        }

        if (!PanthorHw.IsSupported(GpuInfo.GpuId))
        {
            return KernelResult.Fail(
                Errno.EOPNOTSUPP,
                $"GPU_ID 0x{GpuInfo.GpuId:x8} is of architecture {GpuInfo.ArchMajor}; the driver knows 10 to 13");
        }

        LogIdentity();
        return KernelResult.Ok;
    }
}
