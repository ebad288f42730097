using System;
using System.Buffers.Binary;
using System.Linq;
using System.Runtime.InteropServices;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.JobScheduling;
using Panthor.Driver.Mmu;
using Panthor.Driver.Patches;
using Panthor.Driver.Scheduling;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>
/// A machine with a privileged client, one VM, memory for command streams and memory for what they write. It must end
/// without a finding that the test did not take.
/// </summary>
internal sealed class GroupLab : IDisposable
{
    /// <summary>Where the streams lie.</summary>
    public const ulong CodeVa = 0x1000_0000;

    /// <summary>Where the streams write.</summary>
    public const ulong DataVa = 0x2000_0000;

    private const ulong CodeSize = 256 << 10;
    private const ulong DataSize = 64 << 10;

    private readonly CpuMapping _code;
    private readonly CpuMapping _data;
    private ulong _nextStream;
    private bool _isRemoved;

    public GroupLab(MachineOptions? options = null)
    {
        KernelResult<Machine> machine = Machine.Create(options ?? new MachineOptions { MemorySize = 32L << 20 });
        Assert.True(machine.IsOk, machine.ToString());
        Machine = machine.Value;
        File = Machine.Open("client", new DrmFileOptions { Capabilities = ClientCapabilities.SysNice }).Value;
        Code = Call(() => File.BoCreateAsync(CodeSize, 0, 0)).Value.Handle;
        Data = Call(() => File.BoCreateAsync(DataSize, 0, 0)).Value.Handle;
        _code = Call(() => File.MmapAsync(Code)).Value;
        _data = Call(() => File.MmapAsync(Data)).Value;
        VmId = NewVm();
    }

    /// <summary>A machine whose driver lacks patches.</summary>
    public static GroupLab Without(params DriverPatch[] patches) =>
        new(new MachineOptions { MemorySize = 32L << 20, Without = patches });

    public Machine Machine { get; }

    public Simulation Simulation => Machine.Simulation;

    public PanthorDevice Device => Machine.Device;

    public PanthorScheduler Scheduler => Device.Scheduler;

    public DrmFile File { get; }

    public uint Code { get; }

    public uint Data { get; }

    public uint VmId { get; }

    public PanthorVm Vm => File.Vms.Find(VmId)!;

    public int SlotCount => Scheduler.Slots.Count;

    /// <summary>What the driver wrote into the kernel log as warnings and errors.</summary>
    public string Log => string.Join('\n', Simulation.Log.Lines
        .Where(line => line.Level <= KernelLogLevel.Warning).Select(line => line.Message));

    public T Call<T>(Func<KTask<T>> call) => Machine.Call("client", call);

    public void Call(Func<KTask> call) => Machine.Call("client", call);

    /// <summary>A VM in which code and data are mapped.</summary>
    public uint NewVm()
    {
        uint vm = Call(() => File.VmCreateAsync(0, 0)).Value.Id;
        Bind(vm, new DrmPanthorVmBindOp(0, Code, 0, CodeVa, CodeSize));
        Bind(vm, new DrmPanthorVmBindOp(0, Data, 0, DataVa, DataSize));
        return vm;
    }

    public void Bind(uint vm, DrmPanthorVmBindOp operation)
    {
        KernelResult result = Call(() => File.VmBindAsync(vm, new[] { operation })).Result;
        Assert.True(result.IsOk, result.ToString());
    }

    public DrmPanthorGroupCreate Args(
        PanthorCsgPriority priority = PanthorCsgPriority.Medium, int queues = 1, uint? vm = null)
    {
        GpuInfo info = Device.GpuInfo;
        var args = new DrmPanthorQueueCreate[queues];
        Array.Fill(args, new DrmPanthorQueueCreate(4 << 10));
        return new DrmPanthorGroupCreate(vm ?? VmId, args)
        {
            Priority = (byte)priority,
            ComputeCoreMask = info.ShaderPresent,
            FragmentCoreMask = info.ShaderPresent,
            TilerCoreMask = info.TilerPresent,
            MaxComputeCores = (byte)ulong.PopCount(info.ShaderPresent),
            MaxFragmentCores = (byte)ulong.PopCount(info.ShaderPresent),
            MaxTilerCores = (byte)ulong.PopCount(info.TilerPresent),
        };
    }

    public PanthorGroup NewGroup(
        PanthorCsgPriority priority = PanthorCsgPriority.Medium, int queues = 1, uint? vm = null)
    {
        KernelResult<uint> handle = Call(() => File.GroupCreateAsync(Args(priority, queues, vm)));
        Assert.True(handle.IsOk, handle.ToString());
        return File.Groups.Find(handle.Value)!;
    }

    public PanthorGroup[] NewGroups(int count, PanthorCsgPriority priority = PanthorCsgPriority.Medium) =>
        [.. Enumerable.Range(0, count).Select(_ => NewGroup(priority))];

    public void Destroy(PanthorGroup group)
    {
        KernelResult result = Call(() => File.GroupDestroyAsync(group.Handle));
        Assert.True(result.IsOk, result.ToString());
    }

    /// <summary>Puts a stream into memory.</summary>
    public DrmPanthorQueueSubmit Stream(Action<CsAssembler> write, uint queue = 0)
    {
        CsAssembler assembler = new(GpuModel.Default);
        write(assembler);
        byte[] bytes = assembler.ToBytes();
        ulong offset = _nextStream;
        _nextStream = (_nextStream + (ulong)bytes.Length + 63) & ~63ul;
        Assert.True(_nextStream <= CodeSize, "no room for another stream");
        Assert.True(Call(() => _code.WriteAsync(offset, bytes)).IsOk);
        return new DrmPanthorQueueSubmit(queue, CodeVa + offset, (uint)bytes.Length);
    }

    public KernelResult TrySubmit(PanthorGroup group, params DrmPanthorQueueSubmit[] submits) =>
        Call(() => File.GroupSubmitAsync(group.Handle, submits));

    public void Submit(PanthorGroup group, params DrmPanthorQueueSubmit[] submits)
    {
        KernelResult result = TrySubmit(group, submits);
        Assert.True(result.IsOk, result.ToString());
    }

    /// <summary>Submits a job that signals a new syncobj.</summary>
    public uint SubmitSignaling(PanthorGroup group, DrmPanthorQueueSubmit submit)
    {
        uint syncobj = NewSyncobj();
        Submit(group, submit with { Syncs = new[] { DrmPanthorSyncOp.Signal(syncobj) } });
        return syncobj;
    }

    public uint NewSyncobj() => File.Syncobjs.Create().Value;

    /// <summary>Waits for a syncobj, 60 s at most.</summary>
    /// <returns>The error of its fence, if it has one.</returns>
    public Errno Wait(uint syncobj)
    {
        long end = (Simulation.Now + Duration.FromSeconds(60)).Nanoseconds;
        KernelResult<uint> result = Call(() => File.Syncobjs.WaitAsync(new[] { syncobj }, end));
        Assert.True(result.IsOk, result.ToString());
        var fence = File.Syncobjs.FindFence(syncobj, 0).Value;
        Errno error = fence.Error;
        fence.Put();
        return error;
    }

    public bool IsSignaled(uint syncobj)
    {
        var fence = File.Syncobjs.FindFence(syncobj, 0).Value;
        bool signaled = fence.IsSignaled();
        fence.Put();
        return signaled;
    }

    public uint Read32(ulong va) => BinaryPrimitives.ReadUInt32LittleEndian(Read(va, 4));

    public ulong Read64(ulong va) => BinaryPrimitives.ReadUInt64LittleEndian(Read(va, 8));

    public void Write32(ulong va, uint value)
    {
        byte[] bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)).ToArray();
        Assert.True(Call(() => _data.WriteAsync(va - DataVa, bytes)).IsOk);
    }

    public DrmPanthorGroupState StateOf(PanthorGroup group) =>
        Call(() => File.GroupGetStateAsync(group.Handle)).Value;

    /// <summary>Has the tick run, which puts idle groups on slots, too.</summary>
    public void Tick() => Call(Scheduler.TickNowAsync);

    public void RunFor(long milliseconds) => Simulation.RunFor(Duration.FromMilliseconds(milliseconds));

    public void RunUntil(Func<bool> condition, string what) =>
        Assert.True(Simulation.RunUntil(condition, Duration.FromSeconds(60)), $"never came about: {what}\n{Log}");

    /// <summary>The events of a kind, the oldest first.</summary>
    public EventRecord[] Events(EventId id) =>
        [.. Simulation.Events.Last(int.MaxValue).Where(record => ReferenceEquals(record.Id, id))];

    /// <summary>Takes the findings out, so that the machine ends clean.</summary>
    public string[] TakeFindings()
    {
        string[] titles = [.. Simulation.Findings.Select(finding => finding.Title)];
        Simulation.Findings.Clear();
        return titles;
    }

    /// <summary>Closes everything that the client has, and takes the device away at once.</summary>
    public void Remove()
    {
        Close();
        Machine.Remove();
        _isRemoved = true;
    }

    public void Dispose()
    {
        if (!_isRemoved)
        {
            Close();
            RunUntil(() => Scheduler.Groups.Count == 0, "all groups are gone");
            Machine.Remove();
        }

        Assert.Empty(Simulation.Findings.Select(finding => finding.Report));
        Machine.Dispose();
    }

    private void Close()
    {
        Call(_code.CloseAsync);
        Call(_data.CloseAsync);
        Call(File.CloseAsync);
    }

    private byte[] Read(ulong va, int length)
    {
        byte[] bytes = new byte[length];
        Assert.True(Call(() => _data.ReadAsync(va - DataVa, bytes)).IsOk);
        return bytes;
    }
}
