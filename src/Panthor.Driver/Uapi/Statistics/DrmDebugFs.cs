using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi.Statistics;

/// <summary>
/// The files of a device in debugfs, as text: <c>name</c>, <c>clients</c> and <c>gem_names</c> of the DRM core,
/// <c>gems</c> and <c>gpuvas</c> of panthor.
/// </summary>
public static class DrmDebugFs
{
    private const int GemsWidth = 148;
    private const int VasWidth = 109;
    private const int RenderMinor = 128;
    private const int FirstUserId = 1000;

    // Where a kernel has its objects. Those of the simulation have no address; what tells them apart is their place in
    // the device file.
    private const ulong ObjectBase = 0xffff_0000_0000_0000;

    private static readonly CultureInfo s_plain = CultureInfo.InvariantCulture;

    /// <summary>The file <c>name</c> (<c>drm_name_info()</c>).</summary>
    public static string Name(PanthorDevice device)
    {
        System.ArgumentNullException.ThrowIfNull(device);
        string unique = device.Drm.Unique;
        string master = device.Drm.Master is { Unique.Length: > 0 } known ? $" master={known.Unique}" : "";
        return $"{DrmDevice.DriverName} dev={unique}{master} unique={unique}\n";
    }

    /// <summary>The file <c>clients</c> (<c>drm_clients_info()</c>).</summary>
    public static string Clients(PanthorDevice device)
    {
        System.ArgumentNullException.ThrowIfNull(device);
        const int Width = (int)Binary.DrmIoctls.ClientNameMaxLen;
        var text = new StringBuilder();
        text.Append(
            s_plain,
            $"{"command",20} {"tgid",5} {"dev",3} master a {"uid",5} {"magic",10} {"name",Width} {"id",20}\n");
        foreach (DrmFile file in device.Drm.Files)
        {
            int minor = file.Node == DrmNode.Render ? RenderMinor : 0;
            int uid = (file.Capabilities & ClientCapabilities.SysAdmin) != 0 ? 0 : FirstUserId;
            text.Append(s_plain, $"{GemDebugEntry.Comm(file.ProcessName),20} {file.ProcessId,5} {minor,3}   {YesNo(file.IsCurrentMaster)}");
            text.Append(s_plain, $"    {YesNo(file.IsAuthenticated)} {uid,5} {file.Magic,10} ");
            text.Append(s_plain, $"{file.ClientName ?? "<unset>",Width} {file.ClientId,20}\n");
        }

        return text.ToString();
    }

    /// <summary>The file <c>gem_names</c> (<c>drm_gem_name_info()</c>).</summary>
    public static string GemNames(PanthorDevice device)
    {
        System.ArgumentNullException.ThrowIfNull(device);
        var text = new StringBuilder("  name     size handles refcount\n");
        foreach ((uint name, PanthorGemObject buffer) in device.Drm.Names.Entries)
        {
            text.Append(
                s_plain, $"{name,6} {buffer.Size,8} {buffer.HandleCount,7} {buffer.ReferenceCount,8}\n");
        }

        return text.ToString();
    }

    /// <summary>The file <c>gems</c> (<c>panthor_gem_debugfs_print_bos()</c>).</summary>
    public static string Gems(PanthorDevice device)
    {
        System.ArgumentNullException.ThrowIfNull(device);
        var text = new StringBuilder();
        text.Append("GEM state flags: imported (0x1), exported (0x2), evicted (0x4)\n");
        text.Append("GEM usage flags: kernel (0x1), fw-mapped (0x2)\n\n");
        text.Append(s_plain, $"{"created-by",-32}{"global-name",-16}{"refcount",-11}{"evictions",-11}{"size",-16}");
        text.Append(s_plain, $"{"resident-size",-16}{"file-offset",-18}{"state",-11}{"usage",-12}label\n");
        text.Append('-', GemsWidth).Append('\n');
        ulong size = 0, resident = 0, reclaimable = 0;
        foreach (GemDebugEntry entry in device.Gems.Describe())
        {
            Append(text, entry);
            size += entry.Size;
            resident += entry.ResidentSize;
            reclaimable += entry.IsReclaimable ? entry.ResidentSize : 0;
        }

        text.Append('=', GemsWidth).Append('\n');
        text.Append(
            s_plain, $"Total size: {size}, Total resident: {resident}, Total reclaimable: {reclaimable}\n");
        return text.ToString();
    }

    /// <summary>The VMs of the file <c>gpuvas</c>, that of the firmware included, in its order.</summary>
    public static IReadOnlyList<PanthorVm> Vms(PanthorDevice device)
    {
        System.ArgumentNullException.ThrowIfNull(device);
        return [.. device.Mmu.Vms];
    }

    /// <summary>The file <c>gpuvas</c> (<c>drm_debugfs_gpuva_info()</c> of every VM).</summary>
    public static async KTask<string> GpuvasAsync(PanthorDevice device)
    {
        System.ArgumentNullException.ThrowIfNull(device);
        var text = new StringBuilder();
        await device.Mmu.VmLock.LockAsync();
        foreach (PanthorVm vm in device.Mmu.Vms)
        {
            await vm.OpLock.LockAsync();
            Append(text, vm);
            vm.OpLock.Unlock();
            text.Append('\n');
        }

        device.Mmu.VmLock.Unlock();
        return text.ToString();
    }

    private static char YesNo(bool value) => value ? 'y' : 'n';

    private static void Append(StringBuilder text, GemDebugEntry entry)
    {
        const int CreatorLength = 31;
        string creator = entry.CreatedBy.Length > CreatorLength ? entry.CreatedBy[..CreatorLength] : entry.CreatedBy;
        text.Append(s_plain, $"{creator,-32}{entry.GlobalName,-16}{entry.References,-11}{entry.Evictions,-11}");
        text.Append(s_plain, $"{entry.Size,-16}{entry.ResidentSize,-16}0x{Hex(entry.FileOffset / GemPages.PageSize),-16}");
        text.Append(s_plain, $"0x{Hex((ulong)entry.State),-8} 0x{Hex((ulong)entry.Usage),-10}{entry.Label}\n");
    }

    private static void Append(StringBuilder text, PanthorVm vm)
    {
        string name = vm.ForMcu ? "panthor-MCU-VM" : "panthor-GPU-VM";
        text.Append(s_plain, $"DRM GPU VA space ({name}) [{Address(vm.MmStart)};{Address(vm.MmStart + vm.MmRange)}]\n");
        text.Append(s_plain, $"Kernel reserved node [{Address(0)};{Address(0)}]\n\n VAs");
        foreach (string column in (string[])["start", "range", "end", "object", "object offset"])
        {
            text.Append(" | ").Append(column == "object offset" ? column : column.PadRight(18));
        }

        text.Append('\n').Append('-', VasWidth).Append('\n');
        foreach (GpuVa va in vm.Mappings)
        {
            ulong buffer = ObjectBase + ((va.Obj as PanthorGemObject)?.MmapOffset ?? 0);
            text.Append(s_plain, $"     | {Address(va.Addr)} | {Address(va.Range)} | {Address(va.End)}");
            text.Append(s_plain, $" | {Address(buffer)} | {Address(va.Offset)}\n");
        }
    }

    private static string Hex(ulong value) => value.ToString("x", s_plain);

    private static string Address(ulong value) => "0x" + value.ToString("x16", s_plain);
}
