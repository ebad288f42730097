using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Panthor.Driver.Firmware;
using Panthor.Driver.Gem;
using Panthor.Driver.Mm;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>
/// The driver's view of one GPU (<c>struct panthor_device</c>): all it knows, it read from registers at probe.
/// </summary>
public sealed partial class PanthorDevice
{
    private static readonly LockClass s_gpuvaLock = new("gem.gpuva.lock");
    private static readonly LockClass s_gemLruMutex = new("gem_lru_mutex");

    private readonly Work _resetWork;
    private readonly WaitQueue _unplugWait;
    private readonly bool _holdsPowerInReset;
    private readonly bool _hasFreezableQueues;
    private int _entered;
    private bool _isInitialized;

    private PanthorDevice(Simulation simulation, PlatformDevice platform, IReadOnlyList<DriverPatch> without)
    {
        Without = without;
        Simulation = simulation;
        Platform = platform;
        Drm = new DrmDevice(this);
        Fences = new DmaFences(simulation);
        Mm = new KernelMemory(simulation, platform);
        Reclaim = new PanthorReclaim(this);
        ClearsBackingPagesOnError = Has(PatchCatalogue.ClearBackingPagesOnError);
        _holdsPowerInReset = Has(ProjectPatches.HoldPowerInReset);
        _hasFreezableQueues = Has(ProjectPatches.FreezeWorkqueues);
        Log = new DeviceLog(simulation.Log, platform.Name);
        GemLruMutex = new Mutex(simulation, s_gemLruMutex);
        Devfreq = new PanthorDevfreq(simulation, platform.CoreClockHz);
        _unplugWait = new WaitQueue(simulation, "drm_unplug_srcu");
        CleanupQueue = new Workqueue(simulation, "panthor-cleanup", WorkqueueKind.Unbound);
        ResetQueue = new Workqueue(simulation, "panthor-reset-wq", WorkqueueKind.Ordered);
        _resetWork = new Work(simulation, "panthor_device_reset_work", ResetAsync);
        _resetWork.Disable();
        _unplugLock = new Mutex(simulation, s_unplugLock);
        _unplugDone = new Completion(simulation, "unplug.done");
        Pm = new RuntimePm(simulation, SuspendAsync, ResumeAsync);
    }

    /// <summary>The machine that the driver runs on.</summary>
    public Simulation Simulation { get; }

    /// <summary>What the firmware tables say of the GPU: registers, interrupts, memory.</summary>
    public PlatformDevice Platform { get; }

    /// <summary>What the GPU says of itself.</summary>
    public GpuInfo GpuInfo { get; private set; } = null!;

    /// <summary>The patches that this driver does without.</summary>
    public IReadOnlyList<DriverPatch> Without { get; }

    /// <summary>True if CPU and GPU see each other's caches.</summary>
    public bool Coherent { get; private set; }

    /// <summary>The GPU as one of the devices that use memory (<c>drm_dev_dma_dev()</c>).</summary>
    public DmaDevice Dma { get; private set; } = null!;

    /// <summary>The name that the driver derives from the GPU's registers.</summary>
    public string ModelName => PanthorHw.ModelName(GpuInfo);

    /// <summary>The GPU control block.</summary>
    public PanthorGpu Gpu { get; private set; } = null!;

    /// <summary>Address spaces and their slots.</summary>
    public PanthorMmu Mmu { get; private set; } = null!;

    /// <summary>The firmware.</summary>
    public PanthorFw Fw { get; private set; } = null!;

    /// <summary>The scheduler of groups.</summary>
    public PanthorScheduler Scheduler { get; private set; } = null!;

    /// <summary>How busy the GPU is.</summary>
    public PanthorDevfreq Devfreq { get; }

    /// <summary>What the command stream interface has; known when the firmware has booted.</summary>
    public CsifInfo CsifInfo { get; } = new();

    /// <summary>What is measured of every job (<c>profile_mask</c>, the sysfs file <c>profiling</c>).</summary>
    public PanthorDeviceProfilingFlags ProfileMask { get; set; }

    /// <summary>What the DRM core keeps of the device: its open files, its master.</summary>
    public DrmDevice Drm { get; }

    /// <summary>Every buffer of the device (<c>gems</c>), in order of creation.</summary>
    public GemList Gems { get; } = new();

    /// <summary>Where the buffers lie in the device file for <c>mmap()</c>.</summary>
    public MmapOffsets MmapOffsets { get; } = new();

    /// <summary>The fences of the machine.</summary>
    public DmaFences Fences { get; }

    /// <summary>The page allocator with its reclaim.</summary>
    public KernelMemory Mm { get; }

    /// <summary>Runs what must not hold up the signal of a fence (<c>panthor_cleanup_wq</c>).</summary>
    internal Workqueue CleanupQueue { get; }

    /// <summary>Which buffers could give their pages up (<c>reclaim</c>).</summary>
    public PanthorReclaim Reclaim { get; }

    /// <summary>The kernel log, with this device's prefix.</summary>
    public DeviceLog Log { get; }

    /// <summary>Guards the reclaim lists of buffers and VMs (<c>gem_lru_mutex</c>).</summary>
    public Mutex GemLruMutex { get; }

    /// <summary>The patch <see cref="PatchCatalogue.ClearBackingPagesOnError"/> is in.</summary>
    internal bool ClearsBackingPagesOnError { get; }

    /// <summary>True once the device has gone: every new call fails with <see cref="Errno.ENODEV"/>.</summary>
    public bool IsUnplugged { get; private set; }

    /// <summary>
    /// Finds the GPU and brings it up (<c>panthor_device_init()</c>): identification, interrupts, coherency, address
    /// spaces, firmware.
    /// </summary>
    /// <returns>
    /// The device; <see cref="Errno.ENXIO"/> if no GPU answers, <see cref="Errno.EOPNOTSUPP"/> if its architecture is not
    /// one that the driver knows, <see cref="Errno.ENOTSUPP"/> if the board is coherent and the GPU is not,
    /// <see cref="Errno.ETIMEDOUT"/> if the L2 cache or the firmware does not come up, <see cref="Errno.ENOENT"/> if there
    /// is no firmware and <see cref="Errno.EINVAL"/> if it makes no sense.
    /// </returns>
    public static async KTask<KernelResult<PanthorDevice>> ProbeAsync(
        Simulation simulation, PlatformDevice platform, IReadOnlyList<DriverPatch> without)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(without);
        var device = new PanthorDevice(simulation, platform, without);
        KernelResult result = await device.InitAsync();
        if (result.IsOk)
        {
            return device;
        }

        await device.ReleaseAsync();
        return result;
    }

    /// <summary>True unless the driver was built without the patch. Ask once, not on a hot path.</summary>
    public bool Has(DriverPatch patch)
    {
        foreach (DriverPatch missing in Without)
        {
            if (ReferenceEquals(missing, patch))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Enters a section that an unplug waits for (<c>drm_dev_enter()</c>); false if the device has gone.</summary>
    public bool TryEnter()
    {
        if (IsUnplugged)
        {
            return false;
        }

        _entered++;
        return true;
    }

    /// <summary>Leaves the section (<c>drm_dev_exit()</c>).</summary>
    public void Exit()
    {
        _entered--;
        if (_entered == 0 && IsUnplugged)
        {
            _unplugWait.WakeUpAll();
        }
    }

    /// <summary>A fresh reservation, as every buffer and every VM has one.</summary>
    public DmaResv NewResv() => new(Fences);

    /// <summary>A fresh lock for the list of VMs that map a buffer.</summary>
    public Mutex NewGpuvaLock() => new(Simulation, s_gpuvaLock);

    /// <summary>Reports an impossible condition (<c>drm_WARN_ON()</c>) and goes on.</summary>
    /// <param name="condition">Whether it is so.</param>
    /// <param name="what">What is impossible.</param>
    /// <param name="member">Where, filled in by the compiler.</param>
    /// <param name="file">Where, filled in by the compiler.</param>
    /// <param name="line">Where, filled in by the compiler.</param>
    /// <returns>The condition.</returns>
    public bool WarnOn(
        bool condition,
        string what,
        [CallerMemberName] string member = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) => Simulation.Warn(condition, what, member, file, line);

    private void LogIdentity()
    {
        GpuInfo info = GpuInfo;
        Log.Info(
            $"{ModelName} id 0x{info.GpuId >> 16:x} major 0x{info.GpuId >> 12 & 0xf:x} " +
            $"minor 0x{info.GpuId >> 4 & 0xff:x} status 0x{info.GpuId & 0xf:x}");
        Log.Info(
            $"Features: L2:0x{info.L2Features:x} Tiler:0x{info.TilerFeatures:x} Mem:0x{info.MemFeatures:x} " +
            $"MMU:0x{info.MmuFeatures:x} AS:0x{info.AsPresent:x}");
        Log.Info(
            $"shader_present=0x{info.ShaderPresent:x} l2_present=0x{info.L2Present:x} " +
            $"tiler_present=0x{info.TilerPresent:x}");
    }

    // panthor_gpu_coherency_init(): the bus says what the board wants, the GPU what it can.
    private KernelResult InitCoherency()
    {
        const uint None = 31;
        const uint AceLite = 0;
        Coherent = Platform.DmaCoherent;
        Dma = new DmaDevice(Platform.Memory, Platform.Name, Coherent);
        bool supported = (GpuInfo.CoherencyFeatures & 1u << (int)AceLite) != 0;
        if (Coherent && !supported)
        {
            Log.Error("Coherency not supported by the device");
            return KernelResult.Fail(
                Errno.ENOTSUPP, $"the board is coherent, but COHERENCY_FEATURES 0x{GpuInfo.CoherencyFeatures:x} lacks ACE-Lite");
        }

        GpuInfo = GpuInfo with { SelectedCoherency = Coherent ? AceLite : None };
        return KernelResult.Ok;
    }
}
