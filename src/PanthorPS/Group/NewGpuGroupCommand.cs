using System;
using System.Management.Automation;
using System.Numerics;
using Panthor.Driver.Device;
using Panthor.Driver.Uapi;
using Panthor.Kernel;

namespace PanthorPS;

/// <summary>Creates a group of queues in a VM (GROUP_CREATE).</summary>
/// <remarks>
/// <para>
/// A group is what the scheduler puts on a slot of the firmware. Its queues run side by side in one address space;
/// each is a ring buffer into which the driver writes jobs. There are more groups than slots: those of the highest
/// priority go first, and groups of one priority take turns, 10 ms each.
/// </para>
/// <para>The priorities High and RealTime are for clients with -Privileged; others get the error EACCES.</para>
/// </remarks>
/// <example>
/// <code>New-GpuDevice | Out-Null; New-GpuVm | New-GpuGroup</code>
/// Creates a group with one queue.
/// </example>
/// <example>
/// <code>New-GpuDevice | Out-Null; $vm = New-GpuVm
/// New-GpuGroup $vm -Queues 3 -Priority Low -QueuePriority 1, 1, 15 -RingBufferSize 64KB | Get-GpuQueue</code>
/// Creates a group of low priority whose third queue goes before the others, and shows its queues.
/// </example>
/// <seealso cref="SubmitGpuJobCommand"/>
/// <seealso cref="StopGpuGroupCommand"/>
/// <seealso cref="GetGpuSlotCommand"/>
[Cmdlet(VerbsCommon.New, "GpuGroup")]
[OutputType(typeof(GpuGroup))]
[OutputType(typeof(GpuTask))]
public sealed class NewGpuGroupCommand : VmCallCmdlet
{
    /// <summary>How many queues it has, at least 1; a Mali-G610 can have 8.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(0, 255)]
    public int Queues { get; set; } = 1;

    /// <summary>Its priority.</summary>
    [Parameter(Position = 2)]
    public GpuGroupPriority Priority { get; set; } = GpuGroupPriority.Medium;

    /// <summary>Bytes of the ring buffer of each queue: a power of two from 4 KiB to 64 KiB.</summary>
    [Parameter]
    [Quantity]
    [PSDefaultValue(Value = "4KB")]
    public ulong RingBufferSize { get; set; } = 4096;

    /// <summary>Priority of the queues in the group, 0 to 15: one for all, or one each. 15 goes first.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public byte[] QueuePriority { get; set; } = [0];

    /// <summary>How many shader cores compute jobs may have at a time; by default all.</summary>
    [Parameter]
    public byte ComputeCores { get; set; }

    /// <summary>How many shader cores fragment jobs may have at a time; by default all.</summary>
    [Parameter]
    public byte FragmentCores { get; set; }

    /// <summary>How many tilers it may have at a time; by default all.</summary>
    [Parameter]
    public byte TilerCores { get; set; }

    /// <summary>The shader cores that compute jobs may use, a bit each; by default all.</summary>
    [Parameter]
    [Quantity]
    public ulong ComputeCoreMask { get; set; }

    /// <summary>The shader cores that fragment jobs may use, a bit each; by default all.</summary>
    [Parameter]
    [Quantity]
    public ulong FragmentCoreMask { get; set; }

    /// <summary>The tilers that it may use, a bit each; by default all.</summary>
    [Parameter]
    [Quantity]
    public ulong TilerCoreMask { get; set; }

    private protected override void Process()
    {
        GpuVm vm = TargetVm;
        GpuClient client = vm.Client;
        DrmPanthorGroupCreate args = Arguments(vm);
        Call(
            client,
            () => client.File.CallAsync(() => client.File.GroupCreateAsync(args)),
            created => client.FindGroup(Check(created, "GROUP_CREATE", vm)));
    }

    private DrmPanthorGroupCreate Arguments(GpuVm vm)
    {
        GpuInfo info = vm.Client.Device.Machine.Device.GpuInfo;
        ulong compute = IsBound(nameof(ComputeCoreMask)) ? ComputeCoreMask : info.ShaderPresent;
        ulong fragment = IsBound(nameof(FragmentCoreMask)) ? FragmentCoreMask : info.ShaderPresent;
        ulong tiler = IsBound(nameof(TilerCoreMask)) ? TilerCoreMask : info.TilerPresent;
        return new DrmPanthorGroupCreate(vm.Id, QueueArguments())
        {
            Priority = (byte)Priority,
            ComputeCoreMask = compute,
            FragmentCoreMask = fragment,
            TilerCoreMask = tiler,
            MaxComputeCores = IsBound(nameof(ComputeCores)) ? ComputeCores : (byte)BitOperations.PopCount(compute),
            MaxFragmentCores = IsBound(nameof(FragmentCores)) ? FragmentCores : (byte)BitOperations.PopCount(fragment),
            MaxTilerCores = IsBound(nameof(TilerCores)) ? TilerCores : (byte)BitOperations.PopCount(tiler),
        };
    }

    private DrmPanthorQueueCreate[] QueueArguments()
    {
        if (QueuePriority.Length != 1 && QueuePriority.Length != Queues)
        {
            Refuse(
                "GpuQueuePriorityCount",
                ErrorCategory.InvalidArgument,
                $"{QueuePriority.Length} priorities are given for {Queues} queues.",
                QueuePriority);
        }

        if (RingBufferSize > uint.MaxValue)
        {
            throw new ErrnoException(
                Errno.EINVAL, "GROUP_CREATE", $"ringbuf_size 0x{RingBufferSize:x} does not fit into its 32 bits");
        }

        var queues = new DrmPanthorQueueCreate[Queues];
        for (int i = 0; i < queues.Length; i++)
        {
            byte priority = QueuePriority[Math.Min(i, QueuePriority.Length - 1)];
            queues[i] = new DrmPanthorQueueCreate((uint)RingBufferSize, priority);
        }

        return queues;
    }
}
