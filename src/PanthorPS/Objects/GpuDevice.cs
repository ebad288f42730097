using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Panthor.Driver.Device;
using Panthor.Driver.Scheduling;
using Panthor.Hardware;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>A simulated machine with a Mali GPU and the driver that runs it. All properties are live.</summary>
public sealed class GpuDevice
{
    private readonly List<GpuClient> _clients = [];
    private readonly Dictionary<int, GpuFaultInjection> _faults = [];
    private readonly List<GpuTask> _tasks = [];
    private readonly List<GpuDmaBuf> _shared = [];
    private readonly ConditionalWeakTable<PanthorGroup, GpuGroup> _groups = [];
    private readonly Machine? _machine;
    private long _findingsSeen;
    private int _lastClientId;
    private bool _isRemoved;

    internal GpuDevice(Machine machine, int id, string name, ulong seed, GpuSchedule schedule)
    {
        _machine = machine;
        Id = id;
        Name = name;
        Seed = seed;
        Schedule = schedule;
    }

    private GpuDevice(int id, string? name)
    {
        Id = id;
        Name = name ?? "";
        ReferenceName = name;
    }

    /// <summary>Number of the device in its session, from 1.</summary>
    public int Id { get; }

    /// <summary>Name of the device.</summary>
    public string Name { get; }

    /// <summary>The GPU, for example Mali-G610.</summary>
    public string Model => Machine.Board.Model.Name;

    /// <summary>The register GPU_ID.</summary>
    public uint GpuId => Machine.Board.Model.GpuId;

    /// <summary>Architecture of the GPU, for example 10.8.6.</summary>
    public string Architecture => Machine.Board.Model.Architecture.ToString();

    /// <summary>What state the device is in.</summary>
    public GpuDeviceState State => _isRemoved ? GpuDeviceState.Removed
        : Machine.Device.IsUnplugged ? GpuDeviceState.Unplugged
        : Machine.Device.IsSystemSuspended || !Machine.Board.Platform.Power.IsOn ? GpuDeviceState.Suspended
        : Machine.Device.IsResetPending ? GpuDeviceState.Resetting
        : GpuDeviceState.Active;

    /// <summary>Virtual time since boot.</summary>
    public VirtualTime VirtualTime => Machine.Simulation.Now;

    /// <summary>Seed of everything that is drawn at random.</summary>
    public ulong Seed { get; }

    /// <summary>How is decided what a real machine leaves open.</summary>
    public GpuSchedule Schedule { get; }

    /// <summary>Names of the patches that the driver does without.</summary>
    public IReadOnlyList<string> Without => Machine.Device.Without.Select(patch => patch.Name).ToArray();

    /// <summary>Bytes of memory.</summary>
    public ulong MemorySize => Machine.Board.Memory.Size;

    /// <summary>Bytes of memory that nobody uses.</summary>
    public ulong FreeMemory => (ulong)Machine.Board.Memory.FreePages * PhysicalMemory.PageSize;

    internal Machine Machine =>
        _machine ?? throw new InvalidOperationException("This is only a reference to a device.");

    internal bool IsReference => _machine is null;

    internal string? ReferenceName { get; }

    internal bool IsRunning { get; set; }

    internal IReadOnlyList<GpuTask> Tasks => _tasks;

    internal IReadOnlyList<GpuClient> Clients => _clients;

    internal IEnumerable<GpuFaultInjection> Faults => Machine.Simulation.Faults.Injections.Select(Wrap);

    internal GpuClient? FirstClient => _clients.Find(client => client.IsOpen);

    /// <inheritdoc/>
    public override string ToString() => IsReference ? ReferenceName ?? $"device {Id}" : $"GPU device {Id} ({Name})";

    internal static GpuDevice Reference(int id, string? name) => new(id, name);

    internal int NextClientId() => ++_lastClientId;

    internal void Add(GpuClient client) => _clients.Add(client);

    internal void Forget(GpuClient client) => _clients.Remove(client);

    /// <summary>Keeps what an export has made, as long as somebody holds it.</summary>
    internal GpuDmaBuf Add(GpuDmaBuf shared)
    {
        _shared.RemoveAll(earlier => earlier.References == 0);
        _shared.Add(shared);
        return shared;
    }

    // The lists go back in time with the device; a variable of the script may hold what was made since.

    /// <summary>Whether a client is one of this device, at its present.</summary>
    internal bool Has(GpuClient client) => _clients.Contains(client);

    /// <summary>Whether a shared buffer is one of this device, at its present.</summary>
    internal bool Has(GpuDmaBuf shared) => _shared.Contains(shared);

    /// <summary>Whether a task is one of this device, at its present.</summary>
    internal bool Has(GpuTask task) => FindTask(task.Id) == task;

    internal GpuClient? FindClient(int id, string? name) => _clients.Find(client => name is null
        ? client.Id == id
        : string.Equals(client.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>One object for one injection, so that two answers can be compared.</summary>
    internal GpuFaultInjection Wrap(FaultInjection injection)
    {
        if (!_faults.TryGetValue(injection.Id, out GpuFaultInjection? wrapped))
        {
            wrapped = new GpuFaultInjection(this, injection);
            _faults.Add(injection.Id, wrapped);
        }

        return wrapped;
    }

    internal GpuTask? FindTask(int id) => _tasks.Find(task => task.Id == id);

    /// <summary>One object for one group, so that two answers can be compared.</summary>
    internal GpuGroup Wrap(PanthorGroup group) => _groups.GetValue(group, NewGroup);

    /// <summary>The VM that sits on an address space, if a client has it.</summary>
    internal GpuVm? FindVmOn(int addressSpace) =>
        _clients.SelectMany(client => client.Vms).FirstOrDefault(vm => vm.AddressSpace == addressSpace);

    /// <summary>Starts a call as a thread of its own; it runs when the machine does.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="call">The call.</param>
    /// <param name="finish">Turns what it returned into the task's result, or throws what becomes its error.</param>
    internal GpuTask Start<T>(string name, Func<KTask<T>> call, Func<T, object?> finish)
    {
        SimTask<T> engine = Machine.Simulation.Spawn(name, call);
        var task = new GpuTask(this, engine, () => finish(engine.Result));
        _tasks.Add(task);
        return task;
    }

    /// <summary>The findings since the last call.</summary>
    internal IReadOnlyList<Finding> TakeNewFindings()
    {
        FindingLog log = Machine.Simulation.Findings;
        if (log.Total == _findingsSeen)
        {
            return [];
        }

        int count = (int)Math.Min(log.Total - _findingsSeen, log.Count);
        _findingsSeen = log.Total;
        return [.. log.Skip(log.Count - count)];
    }

    // Whose it is, its VM tells. That is known even of a group that was destroyed and is on its slot still.
    private GpuGroup NewGroup(PanthorGroup group)
    {
        foreach (GpuClient client in _clients)
        {
            if (client.FindVm(group.Vm) is { } vm)
            {
                return new GpuGroup(client, vm, group);
            }
        }

        var owner = GpuClient.Reference(0, group.Comm);
        return new GpuGroup(owner, new GpuVm(owner, 0, group.Vm), group);
    }

    /// <summary>Gives the memory of the machine back.</summary>
    internal void Discard()
    {
        if (!_isRemoved)
        {
            _isRemoved = true;
            Machine.Dispose();
        }
    }
}
