using System;

namespace Panthor.Hardware;

/// <summary>How to build a board.</summary>
public sealed record BoardOptions
{
    /// <summary>The GPU.</summary>
    public GpuModel Model { get; init; } = GpuModel.Default;

    /// <summary>Bytes of RAM, a multiple of 4 KiB.</summary>
    public long MemorySize { get; init; } = 256L << 20;

    /// <summary>Bytes of swap, a multiple of 4 KiB; 0 for none.</summary>
    public long SwapSize { get; init; } = 256L << 20;

    /// <summary>True if CPU and GPU see each other's caches (ACE-Lite); the RK3588 is not coherent.</summary>
    public bool Coherent { get; init; }

    /// <summary>How many address spaces the GPU has, 2 to 16, if not as many as the model.</summary>
    public int? AddressSpaces { get; init; }

    /// <summary>Where the native memory comes from and returns to; from the system if null.</summary>
    public MemoryArena? Arena { get; init; }

    /// <summary>Compare TLB entries with the page tables on every use, and report differences.</summary>
    public bool CheckStaleTranslations { get; init; } = true;

    /// <summary>How many groups the firmware takes at a time, 3 to 31, if not as many as the model's.</summary>
    /// <remarks>An image of <see cref="Firmware"/> brings its own number; this one is that of the built-in image.
    /// </remarks>
    public int? CsgSlots { get; init; }

    /// <summary>The firmware image on the board's disk; a small built-in one if null.</summary>
    public ReadOnlyMemory<byte>? Firmware { get; init; }

    /// <summary>Version of the interface that the firmware speaks, see <see cref="FirmwareVersion.Make"/>; that of the
    /// model's architecture if null.</summary>
    public uint? FirmwareInterfaceVersion { get; init; }
}
