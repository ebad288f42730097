using System;
using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Puts bytes where a GPU address shows: as a client does, with ioctls and a CPU mapping.</summary>
internal static class StreamPlacement
{
    private const ulong PageSize = 4096;
    private const string Label = "command stream";

    /// <summary>
    /// Writes through the buffers that are mapped there; into a new one where nothing is. All or nothing as far as
    /// buffers and mappings go.
    /// </summary>
    /// <param name="vm">The VM.</param>
    /// <param name="address">GPU virtual address of the first byte.</param>
    /// <param name="bytes">What to write.</param>
    /// <returns>
    /// The driver's error; EINVAL where only a part is mapped, or what is mapped is not the client's.
    /// </returns>
    public static async KTask<KernelResult> WriteAsync(GpuVm vm, ulong address, byte[] bytes)
    {
        ulong end = unchecked(address + (ulong)bytes.Length);
        if (bytes.Length == 0 || end <= address)
        {
            return KernelResult.Fail(
                Errno.EINVAL, $"0x{bytes.Length:x} bytes at 0x{address:x} are no range of addresses");
        }

        List<(GpuBuffer? Buffer, ulong Offset, int Length)> pieces = [];
        ulong at = address;
        foreach (GpuVa va in VmRanges.Mappings(vm, address, end))
        {
            if (va.Addr > at)
            {
                break;
            }

            ulong length = Math.Min(end, va.Addr + va.Range) - at;
            GpuBuffer? buffer = va.Obj is { } shown && va.Addr < vm.UserVaRange ? vm.Client.BufferOf(shown) : null;
            pieces.Add((buffer, va.Offset + (at - va.Addr), (int)length));
            at += length;
        }

        if (pieces.Count == 0 && vm.Engine.FindFirst(address, end - address) is null)
        {
            return await WriteNewAsync(vm, address, bytes);
        }

        return at == end
            ? await WritePiecesAsync(vm.Client.File, pieces, bytes)
            : KernelResult.Fail(Errno.EINVAL, $"0x{address:x} to 0x{end:x} is mapped in part; 0x{at:x} is not");
    }

    private static async KTask<KernelResult> WriteNewAsync(GpuVm vm, ulong address, byte[] bytes)
    {
        DrmFile file = vm.Client.File;
        ulong start = address & ~(PageSize - 1);
        ulong size = (address - start + (ulong)bytes.Length + PageSize - 1) & ~(PageSize - 1);
        KernelResult<DrmPanthorBo> created = await file.BoCreateAsync(size, 0, 0);
        if (!created.IsOk)
        {
            return created;
        }

        uint handle = created.Value.Handle;
        KernelResult result = file.BoSetLabel(handle, Label);
        bool isMapped = false;
        if (result.IsOk)
        {
            (result, _) = await file.VmBindAsync(
                vm.Id, new[] { new DrmPanthorVmBindOp(0, handle, 0, start, size) });
            isMapped = result.IsOk;
        }

        if (result.IsOk)
        {
            result = await WriteBufferAsync(file, handle, address - start, bytes, 0);
        }

        if (!result.IsOk)
        {
            if (isMapped)
            {
                const uint Unmap = PanthorDrm.DRM_PANTHOR_VM_BIND_OP_TYPE_UNMAP;
                await file.VmBindAsync(vm.Id, new[] { new DrmPanthorVmBindOp(Unmap, 0, 0, start, size) });
            }

            file.GemClose(handle);
        }

        return result;
    }

    private static async KTask<KernelResult> WritePiecesAsync(
        DrmFile file, List<(GpuBuffer? Buffer, ulong Offset, int Length)> pieces, byte[] bytes)
    {
        int done = 0;
        foreach ((GpuBuffer? buffer, ulong offset, int length) in pieces)
        {
            if (buffer is not { Handle: not 0, Engine: { } engine })
            {
                return KernelResult.Fail(
                    Errno.EINVAL, "what is mapped there is no buffer that the client has a handle of");
            }

            KernelResult result = await WriteBufferAsync(
                file, buffer.Handle, offset, bytes.AsMemory(done, length), engine.Flags);
            if (!result.IsOk)
            {
                return result;
            }

            done += length;
        }

        return KernelResult.Ok;
    }

    private static async KTask<KernelResult> WriteBufferAsync(
        DrmFile file, uint handle, ulong offset, Memory<byte> bytes, uint flags)
    {
        KernelResult<CpuMapping> mapped = await file.MmapAsync(handle);
        if (!mapped.IsOk)
        {
            return mapped;
        }

        KernelResult result = await mapped.Value.WriteAsync(offset, bytes);
        await mapped.Value.CloseAsync();

        // Such a mapping is cached: without this the GPU would fetch what was there before.
        bool isCached = (flags & PanthorDrm.DRM_PANTHOR_BO_WB_MMAP) != 0;
        return result.IsOk && isCached
            ? await file.BoSyncAsync(new[]
            {
                new DrmPanthorBoSyncOp(
                    handle, PanthorDrm.DRM_PANTHOR_BO_SYNC_CPU_CACHE_FLUSH, offset, (ulong)bytes.Length),
            })
            : result;
    }
}
