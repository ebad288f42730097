using System;
using System.Globalization;
using Panthor.Driver.Gem;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using static Panthor.Driver.Firmware.FwBinary;

namespace Panthor.Driver.Firmware;

/// <content>Loading the file's sections into the firmware's memory.</content>
public sealed partial class PanthorFw
{
    // panthor_fw_load()
    private async KTask<KernelResult> LoadAsync()
    {
        uint gpuId = _device.GpuInfo.GpuId;
        string path = string.Create(
            CultureInfo.InvariantCulture,
            $"arm/mali/arch{GpuRegisters.GPU_ARCH_MAJOR(gpuId)}.{GpuRegisters.GPU_ARCH_MINOR(gpuId)}/mali_csffw.bin");
        KernelResult<ReadOnlyMemory<byte>> file = _device.Platform.RequestFirmware(path);
        if (!file.IsOk)
        {
            _device.Log.Error("Failed to load firmware image 'mali_csffw.bin'");
            return file;
        }

        KernelResult<FwImage> image = FwImage.Parse(file.Value, _device.Log);
        if (!image.IsOk)
        {
            return image;
        }

        Image = image.Value;
        KernelResult result = KernelResult.Ok;
        foreach (FwImageSection section in Image.Sections)
        {
            result = await LoadSectionAsync(section);
            if (!result.IsOk)
            {
                break;
            }
        }

        return result;
    }

    // panthor_fw_load_section_entry(): coherent cache modes are mapped uncached.
    private async KTask<KernelResult> LoadSectionAsync(FwImageSection section)
    {
        if (SyncFaultPoints.FailsToAllocate(Sim, "panthor_fw_section", out KernelResult noMemory))
        {
            return noMemory;
        }

        uint cacheMode = section.Flags & CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_MASK;
        uint mapFlags = (section.Has(CSF_FW_BINARY_IFACE_ENTRY_WR) ? 0 : PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_READONLY)
            | (section.Has(CSF_FW_BINARY_IFACE_ENTRY_EX) ? 0 : PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_NOEXEC)
            | (cacheMode == CSF_FW_BINARY_IFACE_ENTRY_CACHE_MODE_CACHED
                ? 0
                : PanthorDrm.DRM_PANTHOR_VM_BIND_OP_MAP_UNCACHED);
        KernelResult<PanthorKernelBo> created = await PanthorKernelBo.CreateAsync(
            Vm, section.Size, PanthorDrm.DRM_PANTHOR_BO_NO_MMAP, mapFlags, section.Start, "FW section");
        if (!created.IsOk)
        {
            return KernelResult.Fail(
                created.Errno,
                $"firmware image, offset 0x{section.Offset:x}: no memory at 0x{section.Start:x}-0x{section.End:x}: " +
                $"{created.Check}");
        }

        var loaded = new FwSection(section, created.Value);
        _sections.Add(loaded);
        if (section.Start == CSF_MCU_SHARED_REGION_START)
        {
            _sharedSection = loaded;
        }

        KernelResult mapped = section.Has(CSF_FW_BINARY_IFACE_ENTRY_SHARED)
            ? await loaded.Mem.VmapAsync()
            : KernelResult.Ok;
        if (mapped.IsOk)
        {
            await InitSectionMemAsync(loaded);
        }

        return mapped;
    }

    // panthor_fw_init_section_mem()
    private async KTask InitSectionMemAsync(FwSection section)
    {
        ReadOnlyMemory<byte> data = section.Image.Data;
        bool isZeroed = section.Image.Has(CSF_FW_BINARY_IFACE_ENTRY_ZERO);
        if (data.IsEmpty && !isZeroed)
        {
            return;
        }

        bool wasMapped = section.Mem.Map is not null;
        KernelResult mapped = await section.Mem.VmapAsync();
        if (_device.WarnOn(!mapped.IsOk, "panthor_fw_init_section_mem: the section cannot be mapped"))
        {
            return;
        }

        KernelMapping map = section.Mem.Map!;
        map.Write(0, data.Span);
        if (isZeroed)
        {
            map.Fill((ulong)data.Length, section.Mem.Size - (ulong)data.Length, 0);
        }

        if (!wasMapped)
        {
            await section.Mem.VunmapAsync();
        }
    }

    // panthor_reload_fw_sections()
    private async KTask ReloadSectionsAsync()
    {
        foreach (FwSection section in _sections)
        {
            await InitSectionMemAsync(section);
        }
    }
}
