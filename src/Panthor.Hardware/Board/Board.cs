using System;
using System.Collections.Generic;
using System.Numerics;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>
/// A computer around a GPU: RAM, the GPU, its interrupt lines. The driver gets <see cref="Platform"/> only.
/// </summary>
public sealed class Board : IDisposable
{
    // The shared peripheral interrupts of the RK3588's GPU node: job 92, mmu 93, gpu 94.
    private const int JobIrqNumber = 92;
    private const int MmuIrqNumber = 93;
    private const int GpuIrqNumber = 94;

    private readonly GpuControl _gpu;
    private readonly MmuBlock _mmu;
    private readonly AddressSpaceView[] _views;
    private readonly Mcu _mcu;
    private readonly CsfFirmware _firmware;
    private GpuRegisterTable? _registerTable;
    private CsfFirmwareView? _firmwareView;

    /// <summary>Builds a board; the GPU is as after power-up: nothing enabled, nothing powered.</summary>
    public Board(Simulation simulation, BoardOptions options)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(options);
        GpuModel model = options.Model;
        Model = model;
        uint asPresent = AsPresent(options);
        Memory = new PhysicalMemory(simulation, options.MemorySize, options.Arena);
        Swap = new SwapStore(simulation, Memory, options.SwapSize);

        var jobLine = new InterruptLine(simulation, JobIrqNumber, "job");
        var mmuLine = new InterruptLine(simulation, MmuIrqNumber, "mmu");
        var gpuLine = new InterruptLine(simulation, GpuIrqNumber, "gpu");
        var job = new InterruptBlock(simulation, InterruptBlockId.Job, jobLine, 0xffff_ffff);
        var mmuIrq = new InterruptBlock(simulation, InterruptBlockId.Mmu, mmuLine, asPresent | (asPresent << 16));
        var gpuIrq = new InterruptBlock(simulation, InterruptBlockId.Gpu, gpuLine, 0xffff_ffff);

        Mcu? mcu = null;
        CsfFirmware? firmware = null;
        MmuBlock? mmu = null;
        _gpu = new GpuControl(
            simulation,
            model,
            asPresent,
            options.Coherent,
            gpuIrq,
            reset: () =>
            {
                mcu!.Reset();
                firmware!.Endpoints.Reset();
                mmu!.Reset();
                job.Reset(keepMask: false);
            },
            l2Changed: () =>
            {
                mmu!.PowerChanged();
                firmware!.OnPowerChanged();
            });
        mmu = new MmuBlock(
            simulation, Memory, asPresent, model.PaBits, mmuIrq, () => _gpu.L2.Ready != 0, _gpu.RaiseBusFault)
        {
            ChecksStaleTranslations = options.CheckStaleTranslations,
        };
        firmware = new CsfFirmware(simulation, options, _gpu, job, mmu, Memory);
        mmu.Unlocked = firmware.OnUnlocked;
        mcu = new Mcu(simulation, _gpu, firmware);
        var power = new PlatformPower(_gpu.LosePower);
        var file = new GpuRegisterFile(simulation, power, _gpu, job, mmu, mcu);
        _mmu = mmu;
        _mcu = mcu;
        _firmware = firmware;
        _gpu.HasPageFault = () => mmu.HasPageFault;
        Platform = new PlatformDevice(
            model, file, jobLine, mmuLine, gpuLine, Memory, Swap, new FirmwareDisk(options), power,
            options.Coherent);
        AccessPort = new GpuAccessPort(simulation, _mmu, Memory);
        _views = new AddressSpaceView[BitOperations.PopCount(asPresent)];
        for (int index = 0; index < _views.Length; index++)
            _views[index] = new AddressSpaceView(_mmu[index], Memory);
    }

    /// <summary>Which GPU it is.</summary>
    public GpuModel Model { get; }

    /// <summary>The RAM.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>The swap device.</summary>
    public SwapStore Swap { get; }

    /// <summary>What a driver gets to see.</summary>
    public PlatformDevice Platform { get; }

    /// <summary>A bus master behind the GPU's MMU.</summary>
    public GpuAccessPort AccessPort { get; }

    /// <summary>Names and offsets of the registers.</summary>
    public GpuRegisterTable RegisterTable => _registerTable ??= new GpuRegisterTable(_gpu.AsPresent);

    /// <summary>Views of the address spaces, for inspection; the properties are live.</summary>
    public IReadOnlyList<AddressSpaceView> AddressSpaces => _views;

    /// <summary>A view of the MCU, of its firmware and of the group slots, for inspection; the properties are live.
    /// </summary>
    public CsfFirmwareView Firmware => _firmwareView ??= new CsfFirmwareView(_mcu, _firmware);

    /// <summary>The view of an address space.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The GPU has none of that number.</exception>
    public AddressSpaceView AddressSpaceView(int index) => (uint)index < (uint)_views.Length
        ? _views[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, "The GPU has no such address space.");

    /// <summary>Reports the pages that nobody gave back, in RAM and in swap; for the removal of the device.</summary>
    /// <returns>How many pages of 4 KiB leaked.</returns>
    public long CheckLeaks() => Memory.CheckLeaks() + Swap.CheckLeaks();

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Swap.Dispose();
        Memory.Dispose();
    }

    /// <summary>An address space as a bus master inside of the GPU sees it.</summary>
    internal SpaceMemory MemoryOf(int index) => new(_mmu[index], Memory);

    private static uint AsPresent(BoardOptions options)
    {
        if (options.AddressSpaces is not { } count)
            return options.Model.AsPresent;

        if (count is < 2 or > 16)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), count, "A GPU has 2 to 16 address spaces; the first is the firmware's.");
        }

        return (1u << count) - 1;
    }
}
