using System;
using System.Collections.Generic;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Gpuvm;

public sealed class LookupTests : IDisposable
{
    private readonly TestMachine _machine = new();
    private readonly DrmGemObject _obj;

    public LookupTests() => _obj = new DrmGemObject(_machine.Device, 4096);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Mappings_are_found_by_range_and_by_neighbourhood()
    {
        var vm = new TestVm(1000);
        vm.Map(_obj, 10, 20);
        vm.Map(_obj, 20, 30);
        vm.Map(_obj, 50, 60);
        Assert.Null(vm.FindFirst(0, 10));
        Assert.Equal(10UL, vm.FindFirst(0, 11)!.Addr);
        Assert.Equal(20UL, vm.FindFirst(20, 100)!.Addr);
        Assert.Null(vm.FindFirst(30, 20));
        Assert.Null(vm.Find(10, 9));
        Assert.Equal(20UL, vm.Find(10, 10)!.End);
        Assert.Equal(10UL, vm.FindPrev(20)!.Addr);
        Assert.Equal(20UL, vm.FindNext(20)!.Addr);
        Assert.Null(vm.FindPrev(50));
        Assert.Null(vm.FindPrev(0));
        Assert.Null(vm.FindNext(1000));
        Assert.True(vm.IntervalEmpty(30, 20));
        Assert.False(vm.IntervalEmpty(30, 21));
    }

    [Fact]
    public void A_mapping_over_another_one_is_not_inserted()
    {
        var vm = new TestVm(1000, 900, 50);
        Assert.Equal(Errno.None, vm.Insert(NewVa(10, 10)));
        Assert.Equal(Errno.EEXIST, vm.Insert(NewVa(19, 10)));
        Assert.Equal(Errno.EEXIST, vm.Insert(NewVa(5, 6)));
        Assert.Equal(Errno.EEXIST, vm.Insert(NewVa(0, 100)));
        Assert.Equal(Errno.EINVAL, vm.Insert(NewVa(995, 10)));
        Assert.Equal(Errno.EINVAL, vm.Insert(NewVa(890, 11)));
        Assert.Equal(1, vm.MappingCount);
        Assert.Equal(2, vm.References);
    }

    [Fact]
    public void Bonds_list_the_mappings_in_the_order_of_linking_and_count_them()
    {
        var vm = new TestVm();
        vm.Map(_obj, 10, 40);
        vm.Map(_obj, 50, 60, 100);
        vm.Unmap(20, 30);
        GpuVmBo bond = _obj.GpuvaList.First!;
        List<ulong> starts = [];
        for (GpuVa? va = bond.FirstVa; va is not null; va = GpuVmBo.NextVa(va))
            starts.Add(va.Addr);
        Assert.Equal([50, 10, 30], starts);
        Assert.Same(vm, bond.Vm);
        Assert.Null(bond.NextOfObject);
    }

    [Fact]
    public void A_second_bond_of_the_same_pair_is_dropped_for_the_first()
    {
        var vm = new TestVm();
        GpuVmBo first = vm.BoObtainPrealloc(vm.BoCreate(_obj));
        int references = _obj.ReferenceCount;
        Assert.Same(first, vm.BoObtainPrealloc(vm.BoCreate(_obj)));
        Assert.Equal(references, _obj.ReferenceCount);
        Assert.Equal(2, vm.References);
        var other = new TestVm();
        GpuVmBo second = other.BoObtainPrealloc(other.BoCreate(_obj));
        Assert.NotSame(first, second);
        Assert.Same(second, first.NextOfObject);
        vm.BoPutDeferred(first);
        Assert.False(first.IsZombie);
        vm.BoPutDeferred(first);
        Assert.True(first.IsZombie);
        Assert.True(vm.HasDeferredBos);
        Assert.Same(second, _obj.GpuvaList.First);
    }

    [Fact]
    public void A_VM_that_is_given_up_with_mappings_is_reported()
    {
        var vm = new TestVm();
        vm.Insert(NewVa(10, 10));
        Assert.False(vm.Put());
        Assert.Empty(vm.Warnings);
        vm.Remove(vm.FindFirst(10, 1)!);
        Assert.Equal(["refcount_t: the last reference of a VM went with one of its mappings"], vm.Warnings);
    }

    private static GpuVa NewVa(ulong addr, ulong range) => new() { Addr = addr, Range = range };
}
