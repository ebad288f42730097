using Panthor.Driver.Device;
using Panthor.Driver.Firmware;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;
using static Panthor.Driver.Firmware.FwIface;

namespace Panthor.Driver.Tests.Firmware;

/// <summary>Requests, acknowledgements and doorbells.</summary>
public sealed class FwAckTests
{
    private static readonly Duration s_timeout = Duration.FromMilliseconds(100);

    [Fact]
    public void A_toggled_request_differs_from_the_acknowledgement_until_the_firmware_has_seen_it()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        FwGlobalIface global = lab.Fw.Global;
        Assert.Equal(0u, (global.Input.Req ^ global.Output.Ack) & GLB_PING);
        global.ToggleReqs(GLB_PING);
        Assert.Equal(GLB_PING, (global.Input.Req ^ global.Output.Ack) & GLB_PING);

        // Toggled again it is still one request: the acknowledgement counts, not the request of before.
        global.ToggleReqs(GLB_PING);
        Assert.Equal(GLB_PING, (global.Input.Req ^ global.Output.Ack) & GLB_PING);
        lab.Fw.RingDoorbell(0);
        Assert.Equal((Errno.None, GLB_PING), Wait(lab, GLB_PING));
        Assert.Equal(0u, (global.Input.Req ^ global.Output.Ack) & GLB_PING);
    }

    [Fact]
    public void An_update_changes_the_masked_bits_only()
    {
        using var lab = new FwLab();
        FwCsIface stream = lab.Fw.GetCsIface(0, 0);
        stream.UpdateReqs(0xffff_ffff, 0xf0);
        Assert.Equal(0xf0u, stream.Input.Req);
        stream.UpdateReqs(0, 0x30);
        Assert.Equal(0xc0u, stream.Input.Req);
    }

    [Theory]
    [InlineData(1, 5, 0)]
    [InlineData(3, 13, 0)]
    public void Up_to_version_3_the_endpoints_are_a_word(uint major, uint minor, uint patch)
    {
        using var lab = new FwLab(Version(CSF_IFACE_VERSION(major, minor, patch)));
        FwCsgIface group = lab.Fw.GetCsgIface(2);
        lab.Fw.CsgEndpointReqSet(group, 0x1_2000_0304);
        lab.Fw.CsgEndpointReqUpdate(group, CSG_EP_REQ_PRIORITY(9), CSG_EP_REQ_PRIORITY_MASK);
        Assert.Equal((0x9000_0304u, 0ul), (group.Input.EndpointReq, group.Input.EndpointReq2));
        Assert.Equal(9u, CSG_EP_REQ_PRIORITY_GET(lab.Fw.CsgEndpointReqGet(group)));
    }

    [Fact]
    public void From_version_4_on_the_endpoints_are_a_double_word()
    {
        using var lab = new FwLab(Version(CSF_IFACE_VERSION(4, 0, 0)));
        FwCsgIface group = lab.Fw.GetCsgIface(2);
        lab.Fw.CsgEndpointReqSet(group, 0x1_2000_0304);
        lab.Fw.CsgEndpointReqUpdate(group, CSG_EP_REQ_PRIORITY(9), CSG_EP_REQ_PRIORITY_MASK);
        Assert.Equal((0u, 0x1_9000_0304ul), (group.Input.EndpointReq, group.Input.EndpointReq2));
        Assert.Equal(0x1_9000_0304ul, lab.Fw.CsgEndpointReqGet(group));
    }

    [Theory]
    [InlineData(GLB_HALT)]
    [InlineData(GLB_PING | GLB_IDLE)]
    public void Waiting_for_what_the_firmware_never_acknowledges_is_EINVAL_and_a_warning(uint mask)
    {
        using var lab = new FwLab();
        Assert.Equal((Errno.EINVAL, 0u), Wait(lab, mask));
        Assert.Contains("panthor_fw_glb_wait_acks", Assert.Single(lab.TakeFindings()));
        Assert.Equal((Errno.EINVAL, 0u), lab.Test.Call(() => lab.Fw.CsgWaitAcksAsync(0, CSG_IDLE, s_timeout)));
        Assert.Contains("panthor_fw_csg_wait_acks", Assert.Single(lab.TakeFindings()));
    }

    [Fact]
    public void A_firmware_that_hangs_acknowledges_nothing_and_the_wait_ends_in_time()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        lab.Fault(HardwareFaultPoints.FirmwarePing);
        VirtualTime before = lab.Simulation.Now;
        lab.Fw.Global.ToggleReqs(GLB_PING | GLB_CFG_ALLOC_EN);
        lab.Fw.RingDoorbell(0);
        Assert.Equal((Errno.ETIMEDOUT, 0u), Wait(lab, GLB_PING | GLB_CFG_ALLOC_EN));
        Assert.InRange((lab.Simulation.Now - before).Nanoseconds, 100_000_000, 101_000_000);
    }

    [Fact]
    public void What_was_acknowledged_when_the_time_was_up_is_told()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        FwGlobalIface global = lab.Fw.Global;
        global.ToggleReqs(GLB_PING);
        lab.Fw.RingDoorbell(0);
        Assert.Equal((Errno.None, GLB_PING), Wait(lab, GLB_PING));

        // This one the firmware never sees, as no doorbell rings.
        global.ToggleReqs(GLB_CFG_ALLOC_EN);
        Assert.Equal((Errno.ETIMEDOUT, GLB_PING), Wait(lab, GLB_PING | GLB_CFG_ALLOC_EN));
    }

    [Fact]
    public void A_request_to_a_group_slot_goes_through_the_global_doorbell()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        FwCsgIface group = lab.Fw.GetCsgIface(3);
        group.ToggleReqs(CSG_STATUS_UPDATE);
        lab.Fw.RingCsgDoorbells(1u << 3);
        Assert.Equal(
            (Errno.None, CSG_STATUS_UPDATE),
            lab.Test.Call(() => lab.Fw.CsgWaitAcksAsync(3, CSG_STATUS_UPDATE, s_timeout)));
        Assert.Equal(lab.Fw.Global.Input.DoorbellReq, lab.Fw.Global.Output.DoorbellAck);
        Assert.Equal(1u << 3, lab.Fw.Global.Input.DoorbellReq);
    }

    [Fact]
    public void The_state_of_a_group_is_acknowledged_as_a_whole_or_not_at_all()
    {
        using var lab = new FwLab();
        lab.KeepPower();
        FwCsgIface group = lab.Fw.GetCsgIface(0);

        // SUSPEND differs from the acknowledged TERMINATE in one bit of three; nobody looks at it.
        group.UpdateReqs(CSG_STATE_SUSPEND, CSG_STATE_MASK);
        (Errno result, uint acked) = lab.Test.Call(
            () => lab.Fw.CsgWaitAcksAsync(0, CSG_STATE_MASK | CSG_STATUS_UPDATE, s_timeout));
        Assert.Equal((Errno.ETIMEDOUT, CSG_STATUS_UPDATE), (result, acked));
    }

    [Fact]
    public void The_memory_of_a_queue_is_two_zeroed_pages_that_the_firmware_can_address()
    {
        using var lab = new FwLab();
        KernelResult<FwQueueIface> made = lab.Test.Call(lab.Fw.AllocQueueIfaceMemAsync);
        Assert.True(made.IsOk, made.ToString());
        FwQueueIface queue = made.Value;
        Assert.Equal((0x2000ul, (uint)queue.Mem.GpuVa), (queue.Mem.Size, queue.InputFwVa));
        Assert.Equal(queue.InputFwVa + 0x1000, queue.OutputFwVa);
        Assert.InRange(queue.InputFwVa, FwLab.Shared, 0x07ff_ffffu);
        FwRingbufInput input = queue.Input;
        Assert.Equal((0ul, 0ul, 0ul, 0u), (input.Insert, input.Extract, queue.Output.Extract, queue.Output.Active));
        input.Insert = 0x1_0000_0040;
        Assert.Equal(0x40u, FwLab.Word(lab.Board, queue.InputFwVa));
        FwLab.SetWord(lab.Board, queue.OutputFwVa + 8, 1);
        Assert.Equal(1u, queue.Output.Active);
        lab.Test.Machine.Call("destroy", queue.Mem.DestroyAsync);
    }

    [Fact]
    public void Without_memory_for_a_queue_or_a_suspend_buffer_nothing_is_left()
    {
        using var lab = new FwLab();
        int pages = (int)lab.Board.Memory.CountOf(PageUse.Firmware);
        lab.Fault(HardwareFaultPoints.PageAllocation, PageUse.Firmware, 2);
        Assert.Equal(Errno.ENOMEM, lab.Test.Call(lab.Fw.AllocQueueIfaceMemAsync).Errno);
        Assert.Equal(Errno.ENOMEM, lab.Test.Call(() => lab.Fw.AllocSuspendBufMemAsync(0x4000)).Errno);
        Assert.Equal(pages, lab.Board.Memory.CountOf(PageUse.Firmware));
    }

    private static MachineOptions Version(uint version) =>
        new() { MemorySize = 32L << 20, FirmwareInterfaceVersion = version };

    private static (Errno Result, uint Acked) Wait(FwLab lab, uint mask) =>
        lab.Test.Call(() => lab.Fw.GlbWaitAcksAsync(mask, s_timeout));
}
