using System;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>The GPU control block: power, reset, cache maintenance (<c>panthor_gpu.c</c>).</summary>
/// <remarks>
/// <see cref="_requestsLock"/> guards the pending requests; <see cref="_cacheFlushLock"/> serialises cache flushes, which
/// share one completion bit.
/// </remarks>
public sealed class PanthorGpu
{
    /// <summary>Cache operation: write dirty lines back.</summary>
    public const uint CACHE_CLEAN = 1u << 0;

    /// <summary>Cache operation: drop lines.</summary>
    public const uint CACHE_INV = 1u << 1;

    private const uint Interrupts = GpuRegisters.GPU_IRQ_FAULT | GpuRegisters.GPU_IRQ_PROTM_FAULT |
        GpuRegisters.GPU_IRQ_RESET_COMPLETED | GpuRegisters.GPU_IRQ_CLEAN_CACHES_COMPLETED;

    private static readonly Duration RequestTimeout = Duration.FromMilliseconds(100);
    private static readonly Duration PowerTimeout = Duration.FromMicroseconds(20_000);
    private static readonly Duration PowerPoll = Duration.FromMicroseconds(100);

    private static readonly LockClass s_requestsLock = new("panthor_gpu.reqs_lock");
    private static readonly LockClass s_cacheFlushLock = new("panthor_gpu.cache_flush_lock");

    private readonly PanthorDevice _device;
    private readonly IoWindow _registers;
    private readonly SpinLock _requestsLock;
    private readonly WaitQueue _requestsAcked;
    private readonly Mutex _cacheFlushLock;
    private readonly Func<bool> _flushDone;
    private readonly Func<bool> _resetDone;
    private readonly bool _serializesFlushes;
    private readonly bool _serializesResets;
    private uint _pendingRequests;

    /// <summary>Sets the block up and requests its interrupt (<c>panthor_gpu_init()</c>).</summary>
    public PanthorGpu(PanthorDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
        _serializesFlushes = device.Has(MemoryPatches.SerializeCacheFlushes);
        _serializesResets = device.Has(ProjectPatches.SerializeResetAndFlush);
        _registers = new IoWindow(device.Platform.Registers, GpuRegisters.GPU_CONTROL_BASE);
        _requestsLock = new SpinLock(device.Simulation, s_requestsLock);
        _requestsAcked = new WaitQueue(device.Simulation, "gpu.reqs_acked");
        _cacheFlushLock = new Mutex(device.Simulation, s_cacheFlushLock);
        _flushDone = () => (_pendingRequests & GpuRegisters.GPU_IRQ_CLEAN_CACHES_COMPLETED) == 0;
        _resetDone = () => (_pendingRequests & GpuRegisters.GPU_IRQ_RESET_COMPLETED) == 0;
        Irq = new PanthorIrq(
            device, device.Platform.GpuIrq,
            new IoWindow(device.Platform.Registers, GpuRegisters.GPU_INT_BASE), HandleIrq);
        Irq.EnableEvents(Interrupts);
        Irq.Resume();
    }

    /// <summary>The block's interrupt.</summary>
    public PanthorIrq Irq { get; }

    /// <summary>The GPU's timestamp (<c>panthor_gpu_get_timestamp()</c>).</summary>
    public ulong Timestamp => _registers.ReadCounter(GpuRegisters.GPU_TIMESTAMP);

    /// <summary>The GPU's cycle counter (<c>panthor_gpu_get_cycle_count()</c>).</summary>
    public ulong CycleCount => _registers.ReadCounter(GpuRegisters.GPU_CYCLE_COUNT);

    /// <summary>What is added to the system counter for GPU_TIMESTAMP (<c>panthor_gpu_get_timestamp_offset()</c>).</summary>
    public ulong TimestampOffset => _registers.Read64(GpuRegisters.GPU_TIMESTAMP_OFFSET);

    /// <summary>Powers the L2 cache, after the coherency protocol is chosen (<c>panthor_gpu_l2_power_on()</c>).</summary>
    public async KTask<Errno> L2PowerOnAsync()
    {
        _registers.Write(GpuRegisters.GPU_COHERENCY_PROTOCOL, _device.GpuInfo.SelectedCoherency);
        return await PowerOnAsync("L2", GpuRegisters.L2_PWRON, GpuRegisters.L2_PWRTRANS, GpuRegisters.L2_READY, 1);
    }

    /// <summary>Takes the power from the L2 cache (<c>panthor_gpu_l2_power_off()</c>).</summary>
    public KTask<Errno> L2PowerOffAsync() =>
        PowerOffAsync("L2", GpuRegisters.L2_PWROFF, GpuRegisters.L2_PWRTRANS, _device.GpuInfo.L2Present);

    /// <summary>
    /// Cleans and invalidates the GPU's caches and waits for the end (<c>panthor_gpu_flush_caches()</c>). A flush that
    /// does not end within 100 ms schedules a reset.
    /// </summary>
    /// <param name="l2">What to do with the L2 cache: <see cref="CACHE_CLEAN"/>, <see cref="CACHE_INV"/>.</param>
    /// <param name="loadStore">What to do with the load/store caches.</param>
    /// <param name="other">What to do with the other caches.</param>
    /// <returns><see cref="Errno.EIO"/> if an earlier flush never ended, <see cref="Errno.ETIMEDOUT"/>.</returns>
    public async KTask<Errno> FlushCachesAsync(uint l2, uint loadStore, uint other)
    {
        if (!_serializesFlushes)
        {
            return await FlushCachesUnlockedAsync(l2, loadStore, other);
        }

        await _cacheFlushLock.LockAsync();
        Errno result = await FlushCachesUnlockedAsync(l2, loadStore, other);
        _cacheFlushLock.Unlock();
        return result;
    }

    private async KTask<Errno> FlushCachesUnlockedAsync(uint l2, uint loadStore, uint other)
    {
        const uint Done = GpuRegisters.GPU_IRQ_CLEAN_CACHES_COMPLETED;
        Errno result = Errno.None;

        _requestsLock.Lock();
        if ((_pendingRequests & Done) == 0)
        {
            _pendingRequests |= Done;
            _registers.Write(GpuRegisters.GPU_CMD, GpuRegisters.GPU_FLUSH_CACHES(l2, loadStore, other));
        }
        else
        {
            result = Errno.EIO;
        }

        _requestsLock.Unlock();

        if (result == Errno.None && !await WaitAckedAsync(Done, _flushDone))
        {
            result = Errno.ETIMEDOUT;
            _device.ScheduleReset();
            _device.Log.Error("Flush caches timeout");
        }

        return result;
    }

    /// <summary>Resets the GPU and waits for the end (<c>panthor_gpu_soft_reset()</c>).</summary>
    public async KTask<Errno> SoftResetAsync()
    {
        if (!_serializesResets)
        {
            return await SoftResetUnlockedAsync();
        }

        await _cacheFlushLock.LockAsync();
        Errno result = await SoftResetUnlockedAsync();
        _cacheFlushLock.Unlock();
        return result;
    }

    // What is pending when the reset is done counts as dropped by it.
    private async KTask<Errno> SoftResetUnlockedAsync()
    {
        const uint Done = GpuRegisters.GPU_IRQ_RESET_COMPLETED;
        _requestsLock.Lock();
        if (!_device.WarnOn((_pendingRequests & Done) != 0, "a GPU reset is already pending"))
        {
            _pendingRequests |= Done;
            Irq.Registers.Write(PanthorIrq.INT_CLEAR, Done);
            _registers.Write(GpuRegisters.GPU_CMD, GpuRegisters.GPU_SOFT_RESET);
        }

        _requestsLock.Unlock();

        if (!await WaitAckedAsync(Done, _resetDone))
        {
            _device.Log.Error("Soft reset timeout");
            return Errno.ETIMEDOUT;
        }

        _pendingRequests = 0;
        return Errno.None;
    }

    /// <summary>
    /// Powers the L2 down, or resets the GPU if the firmware did not halt, and masks the interrupt: the last step of a
    /// suspend (<c>panthor_gpu_suspend()</c>).
    /// </summary>
    public async KTask SuspendAsync()
    {
        if (_device.IsFastReset)
        {
            await L2PowerOffAsync();
        }
        else
        {
            await SoftResetAsync();
        }

        await Irq.SuspendAsync();
    }

    /// <summary>
    /// The first step of a resume (<c>panthor_gpu_resume()</c>). The firmware brings the other blocks up.
    /// </summary>
    public async KTask ResumeAsync()
    {
        Irq.Resume();
        await L2PowerOnAsync();
    }

    /// <summary>Masks the interrupt for good and releases every waiter (<c>panthor_gpu_unplug()</c>).</summary>
    public async KTask UnplugAsync()
    {
        if (_device.Pm.IsActive)
        {
            await Irq.SuspendAsync();
        }

        _requestsLock.Lock();
        _pendingRequests = 0;
        _requestsAcked.WakeUpAll();
        _requestsLock.Unlock();
    }

    // The interrupt may have been lost although the work is done: the raw status has the last word.
    private async KTask<bool> WaitAckedAsync(uint request, Func<bool> done)
    {
        if (await _requestsAcked.WaitAsync(done, RequestTimeout))
        {
            return true;
        }

        _requestsLock.Lock();
        bool timedOut = (_pendingRequests & request) != 0 &&
            (Irq.Registers.Read(PanthorIrq.INT_RAWSTAT) & request) == 0;
        if (!timedOut)
        {
            _pendingRequests &= ~request;
        }

        _requestsLock.Unlock();
        return !timedOut;
    }

    private async KTask<Errno> PowerOnAsync(string block, uint powerOn, uint transition, uint ready, ulong mask)
    {
        Errno result = await WaitTransitionAsync(block, transition, mask);
        if (result != Errno.None)
        {
            return result;
        }

        _registers.Write64(powerOn, mask);
        result = await _registers.PollAsync(_device.Simulation, ready, mask, mask, PowerPoll, PowerTimeout);
        if (result != Errno.None)
        {
            _device.Log.Error($"timeout waiting on {block}:{mask:x} readiness");
        }

        return result;
    }

    private async KTask<Errno> PowerOffAsync(string block, uint powerOff, uint transition, ulong mask)
    {
        Errno result = await WaitTransitionAsync(block, transition, mask);
        if (result != Errno.None)
        {
            return result;
        }

        _registers.Write64(powerOff, mask);
        return await WaitTransitionAsync(block, transition, mask);
    }

    private async KTask<Errno> WaitTransitionAsync(string block, uint transition, ulong mask)
    {
        Errno result = await _registers.PollAsync(_device.Simulation, transition, mask, 0, PowerPoll, PowerTimeout);
        if (result != Errno.None)
        {
            _device.Log.Error($"timeout waiting on {block}:{mask:x} power transition");
        }

        return result;
    }

    private KTask HandleIrq(uint status)
    {
        Irq.Registers.Write(PanthorIrq.INT_CLEAR, status);

        if ((status & GpuRegisters.GPU_IRQ_FAULT) != 0)
        {
            uint fault = _registers.Read(GpuRegisters.GPU_FAULT_STATUS);
            ulong address = _registers.Read64(GpuRegisters.GPU_FAULT_ADDR);
            _device.Log.Warning($"GPU Fault 0x{fault:x8} ({PanthorException.Name(fault & 0xff)}) at 0x{address:x16}");
        }

        if ((status & GpuRegisters.GPU_IRQ_PROTM_FAULT) != 0)
        {
            _device.Log.Warning("GPU Fault in protected mode");
        }

        _requestsLock.Lock();
        if ((status & _pendingRequests) != 0)
        {
            _pendingRequests &= ~status;
            _requestsAcked.WakeUpAll();
        }

        _requestsLock.Unlock();
        return KTask.Completed;
    }
}
