using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Panthor.Driver.Firmware;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>The firmware of a GPU's microcontroller. Its state is live; the rest never changes.</summary>
public sealed class GpuFirmware
{
    internal GpuFirmware(GpuDevice device, PanthorFw firmware)
    {
        FwImage image = firmware.Image;
        FwGlobalControl control = firmware.Global.Control;
        Device = device;
        Version = new Version(
            (int)FwIface.CSF_IFACE_VERSION_MAJOR(control.Version),
            (int)FwIface.CSF_IFACE_VERSION_MINOR(control.Version),
            (int)FwIface.CSF_IFACE_VERSION_PATCH(control.Version));
        GitHash = image.GitSha?.Trim() ?? "";
        GroupSlots = (int)control.GroupNum;
        Streams = (int)firmware.GetCsgIface(0).Control.StreamNum;
        SuspendSize = firmware.GetCsgIface(0).Control.SuspendSize;
        ImageVersion = string.Create(CultureInfo.InvariantCulture, $"{image.MajorVersion}.{image.MinorVersion}");
        VersionHash = image.VersionHash;
        ImageSize = (ulong)image.FileSize;
        Sections = image.Sections.Select(section => new GpuFirmwareSection(section)).ToArray();
    }

    /// <summary>Version of the interface between firmware and driver.</summary>
    public Version Version { get; }

    /// <summary>The commit that it was built from; empty if the image does not say.</summary>
    public string GitHash { get; }

    /// <summary>What the microcontroller does now.</summary>
    public GpuFirmwareState State => Device.Machine.Board.Platform is { Power.IsOn: true } platform
        ? platform.Registers.Read32(GpuRegisters.MCU_CONTROL_BASE + GpuRegisters.MCU_STATUS) switch
        {
            GpuRegisters.MCU_STATUS_ENABLED => GpuFirmwareState.Running,
            GpuRegisters.MCU_STATUS_HALT => GpuFirmwareState.Halted,
            GpuRegisters.MCU_STATUS_FATAL => GpuFirmwareState.Failed,
            _ => GpuFirmwareState.Disabled,
        }
        : GpuFirmwareState.Disabled;

    /// <summary>How many groups it can run at a time.</summary>
    public int GroupSlots { get; }

    /// <summary>How many command streams a group has.</summary>
    public int Streams { get; }

    /// <summary>Bytes that a suspended group takes.</summary>
    public uint SuspendSize { get; }

    /// <summary>Version of the image's format.</summary>
    public string ImageVersion { get; }

    /// <summary>The version hash in the image's header.</summary>
    public uint VersionHash { get; }

    /// <summary>Bytes of the image.</summary>
    public ulong ImageSize { get; }

    /// <summary>The sections in memory, in the order of the image.</summary>
    public IReadOnlyList<GpuFirmwareSection> Sections { get; }

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    /// <inheritdoc/>
    public override string ToString() => $"firmware {Version} of {Device}";
}
