namespace Panthor.Driver.Uapi;

/// <summary>What VM_CREATE gives back (<c>struct drm_panthor_vm_create</c>).</summary>
/// <param name="Id">The VM's handle.</param>
/// <param name="UserVaRange">Bytes of address space that belong to the user, from 0 on; the kernel has the rest.</param>
public readonly record struct DrmPanthorVm(uint Id, ulong UserVaRange);
