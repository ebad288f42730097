using System;
using System.Runtime.CompilerServices;
using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>A bus master behind the GPU's MMU: what a shader core's load/store unit does with memory.</summary>
/// <remarks>
/// An access goes page by page: translation (TLB, else walk), permission, and a wait while its address lies in a locked
/// region. A fault terminates it and raises the MMU interrupt like a job's. Accesses are coherent with RAM: data caches
/// are not modelled.
/// </remarks>
public sealed class GpuAccessPort
{
    /// <summary>Source id that accesses carry in AS_FAULTSTATUS unless told otherwise.</summary>
    /// <remarks>The encoding of real source ids is not public; this one says "load/store unit" in our models.</remarks>
    public const ushort DefaultSourceId = 0x0001;

    private readonly Simulation _simulation;
    private readonly MmuBlock _mmu;
    private readonly PhysicalMemory _memory;

    internal GpuAccessPort(Simulation simulation, MmuBlock mmu, PhysicalMemory memory)
    {
        _simulation = simulation;
        _mmu = mmu;
        _memory = memory;
    }

    /// <summary>Asks the MMU for one address, as an access of at most the rest of its 4 KiB page does.</summary>
    /// <param name="addressSpace">Number of the address space.</param>
    /// <param name="address">GPU virtual address.</param>
    /// <param name="kind">What the access wants to do.</param>
    /// <param name="physical">Physical address, on Ok.</param>
    /// <param name="sourceId">Bus master, for the fault registers.</param>
    /// <returns>
    /// On Stall wait with <see cref="WaitUnlockAsync"/> and ask again; on Fault see <see cref="LastFault"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The GPU has no such address space.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TranslateStatus TryTranslate(
        int addressSpace, ulong address, AccessKind kind, out ulong physical, ushort sourceId = DefaultSourceId) =>
        _mmu[addressSpace].Translate(address, kind, sourceId, out physical);

    /// <summary>The latest fault of an address space.</summary>
    public GpuFault LastFault(int addressSpace) => _mmu[addressSpace].Fault;

    /// <summary>Waits until the address is not in the locked region; waiters go on in the order they came.</summary>
    /// <returns>False if the GPU was reset meanwhile: the access is gone.</returns>
    public async KTask<bool> WaitUnlockAsync(int addressSpace, ulong address)
    {
        AddressSpace space = _mmu[addressSpace];
        uint resets = space.Resets;
        await space.Waiters.WaitAsync(() => space.Resets != resets || !space.Locked.Contains(address));
        return space.Resets == resets;
    }

    /// <summary>Reads memory through the MMU.</summary>
    /// <param name="addressSpace">Number of the address space.</param>
    /// <param name="address">GPU virtual address; any alignment.</param>
    /// <param name="destination">Where the bytes go; those before a fault are filled.</param>
    public KTask<GpuAccessResult> ReadAsync(int addressSpace, ulong address, Memory<byte> destination) =>
        AccessAsync(addressSpace, address, destination, AccessKind.Read);

    /// <summary>Reads memory as an instruction fetch does: the pages must be executable.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public KTask<GpuAccessResult> FetchAsync(int addressSpace, ulong address, Memory<byte> destination) =>
        AccessAsync(addressSpace, address, destination, AccessKind.Execute);

    /// <summary>Writes memory through the MMU.</summary>
    /// <param name="addressSpace">Number of the address space.</param>
    /// <param name="address">GPU virtual address; any alignment.</param>
    /// <param name="source">The bytes; those before a fault are written.</param>
    public KTask<GpuAccessResult> WriteAsync(int addressSpace, ulong address, Memory<byte> source) =>
        AccessAsync(addressSpace, address, source, AccessKind.Write);

    private async KTask<GpuAccessResult> AccessAsync(
        int addressSpace, ulong address, Memory<byte> bytes, AccessKind kind)
    {
        AddressSpace space = _mmu[addressSpace];
        int done = 0;
        while (done < bytes.Length)
        {
            await _simulation.PreemptionPoint(ChoiceKind.SharedMemory);
            ulong at = unchecked(address + (ulong)done);
            TranslateStatus status = space.Translate(at, kind, DefaultSourceId, out ulong physical);
            if (status == TranslateStatus.Ok)
            {
                int length = Math.Min(bytes.Length - done, PhysicalMemory.PageSize - (int)(at & 0xfff));
                Transfer(physical, bytes.Span.Slice(done, length), kind);
                done += length;
            }
            else if (status != TranslateStatus.Stall)
            {
                return Failed(space, status, kind, at);
            }
            else if (!await WaitUnlockAsync(addressSpace, at))
            {
                return Failed(space, TranslateStatus.Aborted, kind, at);
            }
        }

        return GpuAccessResult.Ok;
    }

    private static GpuAccessResult Failed(AddressSpace space, TranslateStatus status, AccessKind kind, ulong address) =>
        new(status, new GpuFault(
            space.Index,
            status == TranslateStatus.Fault ? space.Fault.Exception : GpuException.OK,
            kind,
            address,
            DefaultSourceId));

    private void Transfer(ulong physical, Span<byte> bytes, AccessKind kind)
    {
        if (kind == AccessKind.Write)
            _memory.TryWrite(physical, bytes);
        else
            _memory.TryRead(physical, bytes);
    }
}
