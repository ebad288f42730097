using System;
using System.Collections;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>
/// The warnings that any client of Linux 7.2 can make its kernel write, by nothing but valid requests. The fuzz test
/// allows these two and no other.
/// </summary>
public sealed class KernelWarningTests
{
    private const uint SignalOp = 1u << 31;
    private const uint ExportSyncFile = 1;
    private const uint ImportSyncFile = 1;
    private const uint Timeline = 2;

    /// <summary>
    /// SYNCOBJ_HANDLE_TO_FD makes a sync file of the link of the chain that stands for a point, and SYNCOBJ_FD_TO_HANDLE
    /// puts it, as it is, into a link of another chain. dma_fence_chain_init() wants none there; of the two ways to make a
    /// point of a fence only SYNCOBJ_TRANSFER takes it apart first.
    /// </summary>
    [Fact]
    public void A_sync_file_of_a_point_that_becomes_a_point_makes_the_kernel_warn()
    {
        using var lab = new IoctlLab();
        uint source = lab.File.Syncobjs.Create().Value;
        uint target = lab.File.Syncobjs.Create().Value;
        lab.Ok("SYNCOBJ_TIMELINE_SIGNAL", ("handles", new[] { source }), ("points", new ulong[] { 4 }));

        ulong fd = lab.Ok(
            "SYNCOBJ_HANDLE_TO_FD", ("handle", source), ("flags", ExportSyncFile | Timeline), ("point", 4))["fd"];
        lab.Ok(
            "SYNCOBJ_FD_TO_HANDLE", ("fd", fd), ("flags", ImportSyncFile | Timeline), ("handle", target), ("point", 8));

        TakeWarning(lab, "contains the chain");
        lab.Ok("SYNCOBJ_TIMELINE_WAIT", ("handles", new[] { target }), ("points", new ulong[] { 8 }));
        lab.Ok("SYNCOBJ_TRANSFER", ("src_handle", source), ("src_point", 4), ("dst_handle", target), ("dst_point", 9));
        Assert.Empty(lab.Test.Machine.Simulation.Findings);
    }

    /// <summary>
    /// A job that waits for what only itself or a later job of its batch signals, on a syncobj without a fence: the
    /// signals of the whole batch are collected first, so that the wait finds its own batch's entry, and in it no fence.
    /// panthor_submit_ctx_add_sync_deps_to_job() takes that for a bug of its own; EINVAL without a word would do.
    /// </summary>
    [Theory]
    [InlineData("VM_BIND")]
    [InlineData("GROUP_SUBMIT")]
    public void A_job_that_waits_for_its_own_batch_makes_the_kernel_warn(string request)
    {
        using var lab = new ArgumentLab();
        uint empty = lab.Lab.File.Syncobjs.Create().Value;

        Hashtable[] waitThenSignal = [Sync(0, empty), Sync(SignalOp, empty)];
        IoctlAnswer answer = lab.CallWith(
            request, request == "VM_BIND" ? "ops.syncs" : "queue_submits.syncs", waitThenSignal);

        Assert.Equal(Errno.EINVAL, answer.Errno);
        TakeWarning(lab.Lab, "that has no fence yet");
    }

    /// <summary>
    /// The other order is no warning: a wait for what nobody signals is refused, one for an earlier job is fine.
    /// </summary>
    [Fact]
    public void A_job_may_wait_for_an_earlier_one_of_its_batch_and_not_for_nothing()
    {
        using var lab = new ArgumentLab();
        uint empty = lab.Lab.File.Syncobjs.Create().Value;
        Assert.Equal(
            Errno.EINVAL, lab.CallWith("GROUP_SUBMIT", "queue_submits.syncs", new[] { Sync(0, empty) }).Errno);
        Hashtable[] jobs =
        [
            IoctlLab.Fields(("syncs", new[] { Sync(SignalOp, empty) })),
            IoctlLab.Fields(("syncs", new[] { Sync(0, empty) })),
        ];
        Assert.True(lab.CallWith("GROUP_SUBMIT", "queue_submits", jobs).Result.IsOk);
    }

    private static Hashtable Sync(uint flags, uint handle) => IoctlLab.Fields(("flags", flags), ("handle", handle));

    private static void TakeWarning(IoctlLab lab, string title)
    {
        Finding warning = Assert.Single(lab.Test.Machine.Simulation.Findings);
        Assert.Equal(FindingKind.Warn, warning.Kind);
        Assert.Contains(title, warning.Title, StringComparison.Ordinal);
        lab.Test.Machine.Simulation.Findings.Clear();
    }
}
