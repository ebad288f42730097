using System.Collections.Generic;

namespace Panthor.Driver.Gpuvm;

/// <summary>
/// Mappings of no bytes. Linux 7.2 lets a client make them by an asynchronous VM_BIND, and has them in its interval tree
/// like all others; there the last address of such a mapping is the one before its first.
/// </summary>
/// <remarks>
/// They come from no sensible client, and with <see cref="Patches.ProjectPatches.SkipEmptyBinds"/> never: so they are
/// kept apart from the tree. In the kernel one at address 0 of an empty VM has the highest address as its last and meets
/// every range; the next bind then unmaps nearly 2^64 bytes page by page, and holds its locks for ever. Here it meets
/// the ranges that begin at 0, and a simulation does not hang.
/// </remarks>
internal sealed class EmptyGpuVas
{
    private readonly List<GpuVa> _vas = [];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _vas.Count == 0;

    /// <summary>Adds one, behind those at the same address.</summary>
    public void Insert(GpuVa va)
    {
        int index = _vas.FindIndex(other => other.Addr > va.Addr);
        _vas.Insert(index < 0 ? _vas.Count : index, va);
    }

    /// <summary>Takes one out.</summary>
    public void Remove(GpuVa va) => _vas.Remove(va);

    /// <summary>
    /// The first that meets [start, end), unless a mapping of the tree that begins earlier comes before it.
    /// </summary>
    public GpuVa? FindFirst(ulong start, ulong end, ulong before)
    {
        foreach (GpuVa va in _vas)
        {
            bool meets = va.Addr < end && (va.Addr > start || va.Addr == 0 && start == 0);
            if (meets)
            {
                return va.Addr <= before ? va : null;
            }
        }

        return null;
    }
}
