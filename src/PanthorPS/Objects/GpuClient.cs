using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Gem;
using Panthor.Driver.Heaps;
using Panthor.Driver.Mmu;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>A client of a device: an open DRM file. All properties are live.</summary>
public sealed class GpuClient
{
    private readonly SortedDictionary<uint, GpuVm> _vms = [];
    private readonly SortedDictionary<uint, GpuBuffer> _buffers = [];
    private readonly SortedDictionary<uint, GpuSyncObject> _syncObjects = [];
    private readonly SortedDictionary<uint, GpuTilerHeap> _heaps = [];
    private readonly DrmFile? _file;
    private readonly GpuDevice? _device;

    internal GpuClient(GpuDevice device, DrmFile file, int id, string name)
    {
        _device = device;
        _file = file;
        Id = id;
        Name = name;
    }

    private GpuClient(int id, string? name)
    {
        Id = id;
        Name = name ?? "";
        ReferenceName = name;
    }

    /// <summary>Number of the client on its device, from 1.</summary>
    public int Id { get; }

    /// <summary>Name of the client.</summary>
    public string Name { get; }

    /// <summary>The device node that the client opened.</summary>
    public DrmNode Node => File.Node;

    /// <summary>Whether its process may do beyond others: groups of any priority.</summary>
    public bool IsPrivileged => (File.Capabilities & ClientCapabilities.SysNice) != 0;

    /// <summary>False once the file is closed.</summary>
    public bool IsOpen => File.IsOpen && Device.Has(this);

    /// <summary>What was converted to bytes for the client, and lies in its memory.</summary>
    internal UapiArgumentQueue Arguments { get; } = new();

    // Arrays, as PowerShell cannot index what the compiler makes of a collection expression.

    /// <summary>The buffers that the client has handles of.</summary>
    public IReadOnlyList<GpuBuffer> Buffers =>
        File.Buffers.Select(entry => Wrap(entry.Key, entry.Value)).ToArray();

    /// <summary>The VMs of the client.</summary>
    public IReadOnlyList<GpuVm> Vms => File.Vms.Entries.Select(entry => Wrap(entry.Key, entry.Value)).ToArray();

    /// <summary>The synchronisation objects of the client.</summary>
    public IReadOnlyList<GpuSyncObject> SyncObjects =>
        File.Syncobjs.Entries.Select(entry => Wrap(entry.Key, entry.Value)).ToArray();

    /// <summary>The groups of the client.</summary>
    public IReadOnlyList<GpuGroup> Groups => File.Groups.Groups.Select(group => Device.Wrap(group)).ToArray();

    /// <summary>The tiler heaps of the client's VMs.</summary>
    public IReadOnlyList<GpuTilerHeap> TilerHeaps =>
    (
        from vm in File.Vms.Entries
        from heap in vm.Value.HeapPool?.Heaps ?? []
        select Wrap(Wrap(vm.Key, vm.Value), heap.Key, heap.Value)
    ).ToArray();

    /// <summary>The device.</summary>
    public GpuDevice Device => _device ?? throw new System.InvalidOperationException("This is only a reference.");

    internal DrmFile File => _file ?? throw new System.InvalidOperationException("This is only a reference.");

    internal bool IsReference => _file is null;

    internal string? ReferenceName { get; }

    /// <inheritdoc/>
    public override string ToString() => IsReference ? ReferenceName ?? $"client {Id}" : $"client {Id} ({Name})";

    /// <summary>The client in a sentence that names another one: with its device where that is not the same.</summary>
    internal string Beside(GpuClient other) => other.Device == Device ? ToString() : $"{this} of {Device}";

    internal static GpuClient Reference(int id, string? name) => new(id, name);

    internal GpuVm? FindVm(uint id) => File.Vms.Find(id) is { } vm ? Wrap(id, vm) : null;

    internal GpuBuffer? FindBuffer(uint handle, string? label)
    {
        foreach (KeyValuePair<uint, PanthorGemObject> entry in File.Buffers)
        {
            if (label is null ? entry.Key == handle : entry.Value.Label == label)
            {
                return Wrap(entry.Key, entry.Value);
            }
        }

        return null;
    }

    internal GpuSyncObject? FindSyncObject(uint handle)
    {
        foreach (KeyValuePair<uint, DrmSyncobj> entry in File.Syncobjs.Entries)
        {
            if (entry.Key == handle)
            {
                return Wrap(entry.Key, entry.Value);
            }
        }

        return null;
    }

    internal GpuGroup? FindGroup(uint handle) =>
        File.Groups.Find(handle) is { } group ? Device.Wrap(group) : null;

    /// <summary>Whether it has a VM, or destroyed one that it was asked about before.</summary>
    internal GpuVm? FindVm(PanthorVm engine)
    {
        foreach (KeyValuePair<uint, PanthorVm> entry in File.Vms.Entries)
        {
            if (entry.Value == engine)
            {
                return Wrap(entry.Key, engine);
            }
        }

        return _vms.Values.FirstOrDefault(vm => vm.Engine == engine);
    }

    internal GpuTilerHeap? FindTilerHeap(uint handle) =>
        File.Vms.Find(GpuTilerHeap.VmOf(handle)) is { } vm
            && vm.HeapPool?.Find(GpuTilerHeap.IndexOf(handle)) is { } heap
                ? Wrap(Wrap(GpuTilerHeap.VmOf(handle), vm), GpuTilerHeap.IndexOf(handle), heap)
                : null;

    /// <summary>The object of a handle that was just created.</summary>
    internal GpuSyncObject AddSyncObject(uint handle, bool isTimeline)
    {
        DrmSyncobj engine = FindSyncObject(handle)!.Engine;
        return _syncObjects[handle] = new GpuSyncObject(this, handle, engine, isTimeline);
    }

    /// <summary>The buffer that a VM shows, as the client knows it; handle 0 if the client closed its handle.</summary>
    internal GpuBuffer? BufferOf(DrmGemObject shown)
    {
        foreach (KeyValuePair<uint, PanthorGemObject> entry in File.Buffers)
        {
            if (ReferenceEquals(entry.Value, shown))
            {
                return Wrap(entry.Key, entry.Value);
            }
        }

        return shown is PanthorGemObject buffer ? new GpuBuffer(this, 0, buffer) : null;
    }

    // One object for one handle, so that two answers can be compared.
    private GpuVm Wrap(uint id, PanthorVm vm)
    {
        if (!_vms.TryGetValue(id, out GpuVm? wrapped) || wrapped.Engine != vm)
        {
            wrapped = new GpuVm(this, id, vm);
            _vms[id] = wrapped;
        }

        return wrapped;
    }

    private GpuTilerHeap Wrap(GpuVm vm, uint index, PanthorHeap heap)
    {
        uint handle = GpuTilerHeap.HandleOf(vm.Id, index);
        if (!_heaps.TryGetValue(handle, out GpuTilerHeap? wrapped) || wrapped.Engine != heap)
        {
            wrapped = new GpuTilerHeap(vm, handle, heap);
            _heaps[handle] = wrapped;
        }

        return wrapped;
    }

    private GpuSyncObject Wrap(uint handle, DrmSyncobj syncobj)
    {
        if (!_syncObjects.TryGetValue(handle, out GpuSyncObject? wrapped) || wrapped.Engine != syncobj)
        {
            wrapped = new GpuSyncObject(this, handle, syncobj, isTimeline: false);
            _syncObjects[handle] = wrapped;
        }

        return wrapped;
    }

    private GpuBuffer Wrap(uint handle, PanthorGemObject buffer)
    {
        if (!_buffers.TryGetValue(handle, out GpuBuffer? wrapped) || wrapped.Engine != buffer)
        {
            wrapped = new GpuBuffer(this, handle, buffer);
            _buffers[handle] = wrapped;
        }

        return wrapped;
    }
}
