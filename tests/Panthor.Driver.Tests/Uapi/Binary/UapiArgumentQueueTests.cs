using System;
using System.Collections;
using Panthor.Driver.Uapi.Binary;
using Panthor.Driver.Uapi.User;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

public sealed class UapiArgumentQueueTests
{
    [Fact]
    public void The_latest_arguments_stay_and_the_oldest_go()
    {
        using var lab = new IoctlLab();
        var queue = new UapiArgumentQueue();
        ulong first = Add(lab, queue, new uint[] { 1 });
        for (int i = 1; i < UapiArgumentQueue.MaximumCount; i++)
        {
            Add(lab, queue, new uint[] { 2 });
        }

        Assert.Equal(1, lab.Load(first, 4)[0]);
        Assert.NotEqual(0ul, lab.File.Heap.SizeOf(first));
        ulong next = Add(lab, queue, new uint[] { 3 });
        Assert.Equal(0ul, lab.File.Heap.SizeOf(first));
        Assert.Equal(first, Add(lab, queue, new uint[] { 4 }));
        Assert.NotEqual(first, next);
        Assert.Equal(UapiArgumentQueue.MaximumCount, queue.Count);
        Assert.Equal(UapiArgumentQueue.MaximumCount, lab.File.Heap.BlockCount);
    }

    [Fact]
    public void Large_arguments_go_earlier_but_never_the_latest()
    {
        using var lab = new IoctlLab();
        var queue = new UapiArgumentQueue();
        for (int i = 0; i < 20; i++)
        {
            Add(lab, queue, new byte[8 << 20]);
            Assert.Equal(Math.Min(i + 1, 2), lab.File.Heap.BlockCount);
        }

        Add(lab, queue, new byte[(int)(UserHeap.Limit / 2)]);
        Assert.Equal(1, lab.File.Heap.BlockCount);
    }

    [Fact]
    public void Arguments_that_point_to_nothing_are_not_counted()
    {
        using var lab = new IoctlLab();
        var queue = new UapiArgumentQueue();
        queue.Add(UapiEncoder.Encode(lab.File, UapiRequests.Find("VM_CREATE")!.Struct!, new Hashtable()));
        Assert.Equal(0, queue.Count);
    }

    private static ulong Add(IoctlLab lab, UapiArgumentQueue queue, Array handles)
    {
        UapiArgument argument = UapiEncoder.Encode(
            lab.File, UapiRequests.Find("SYNCOBJ_WAIT")!.Struct!, IoctlLab.Fields(("handles", handles)));
        queue.Add(argument);
        return argument.Blocks[0];
    }
}
