using System;
using System.Collections.Generic;
using Panthor.Driver.Patches;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Panthor.Driver.Device;

/// <summary>How to build a machine.</summary>
public sealed record MachineOptions
{
    /// <summary>The GPU; a Mali-G610 as on the RK3588 unless told otherwise.</summary>
    public GpuModel Model { get; init; } = GpuModel.Default;

    /// <summary>Bytes of memory, a multiple of 2 MiB.</summary>
    public long MemorySize { get; init; } = 256L << 20;

    /// <summary>Bytes of swap, a multiple of 4 KiB; 0 for a machine without swap.</summary>
    public long SwapSize { get; init; } = 256L << 20;

    /// <summary>Seed of everything that is drawn at random.</summary>
    public ulong Seed { get; init; }

    /// <summary>What decides wherever a real machine leaves something open; first come, first served if null.</summary>
    public IChooser? Chooser { get; init; }

    /// <summary>True if CPU and GPU see each other's caches.</summary>
    public bool Coherent { get; init; }

    /// <summary>How many address spaces the GPU has, if not as many as the model.</summary>
    public int? AddressSpaces { get; init; }

    /// <summary>The firmware image on the machine's disk; a small built-in one if null.</summary>
    public ReadOnlyMemory<byte>? Firmware { get; init; }

    /// <summary>
    /// How many groups the built-in firmware takes at a time, 3 to 31, if not as many as the model's.
    /// </summary>
    public int? CsgSlots { get; init; }

    /// <summary>The patches that the driver is to do without; see <see cref="PatchCatalogue"/>.</summary>
    public IReadOnlyList<DriverPatch> Without { get; init; } = [];

    /// <summary>Version of the interface that the firmware speaks; that of the GPU's architecture if null.</summary>
    internal uint? FirmwareInterfaceVersion { get; init; }

    /// <summary>Sees the machine before the driver comes up.</summary>
    internal Action<Simulation, Board>? Prepare { get; init; }

    /// <summary>Name of the machine, for people.</summary>
    public string Name { get; init; } = "gpu";

    /// <summary>Native memory to reuse, for those who build thousands of machines one after the other.</summary>
    public MemoryArena? Arena { get; init; }
}
