using System;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Xunit;

namespace Panthor.Driver.Tests.Gpuvm;

/// <summary>The steps of drm_gpuvm for every way in which a request can meet a mapping.</summary>
public sealed class SplitAndMergeTests : IDisposable
{
    private readonly TestMachine _machine = new();
    private readonly DrmGemObject _a;
    private readonly DrmGemObject _b;

    public SplitAndMergeTests()
    {
        _a = new DrmGemObject(_machine.Device, 4096);
        _b = new DrmGemObject(_machine.Device, 4096);
    }

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData(20, 30, "unmap(20-30) map(20-30@0) ", "20-30@0:B")]
    [InlineData(20, 25, "remap(next 25-30@105; hole 20-25) map(20-25@0) ", "20-25@0:B 25-30@105:A")]
    [InlineData(20, 35, "unmap(20-30) map(20-35@0) ", "20-35@0:B")]
    [InlineData(25, 30, "remap(prev 20-25@100; hole 25-30) map(25-30@0) ", "20-25@100:A 25-30@0:B")]
    [InlineData(25, 35, "remap(prev 20-25@100; hole 25-30) map(25-35@0) ", "20-25@100:A 25-35@0:B")]
    [InlineData(
        23,
        27,
        "remap(prev 20-23@100, next 27-30@107; hole 23-27) map(23-27@0) ",
        "20-23@100:A 23-27@0:B 27-30@107:A")]
    [InlineData(15, 30, "unmap(20-30) map(15-30@0) ", "15-30@0:B")]
    [InlineData(15, 35, "unmap(20-30) map(15-35@0) ", "15-35@0:B")]
    [InlineData(15, 25, "remap(next 25-30@105; hole 20-25) map(15-25@0) ", "15-25@0:B 25-30@105:A")]
    [InlineData(10, 20, "map(10-20@0) ", "10-20@0:B 20-30@100:A")]
    [InlineData(30, 40, "map(30-40@0) ", "20-30@100:A 30-40@0:B")]
    public void A_map_over_another_buffer(ulong addr, ulong end, string steps, string after)
    {
        var vm = new TestVm();
        vm.Map(_a, 20, 30, 100);
        Assert.Equal(steps, vm.Map(_b, addr, end));
        Assert.Equal(after, vm.Describe(Name));
        Assert.Empty(vm.Warnings);
    }

    [Theory]
    [InlineData(20, 30, "unmap(20-30) ", "")]
    [InlineData(20, 25, "remap(next 25-30@105; hole 20-25) ", "25-30@105:A")]
    [InlineData(20, 35, "unmap(20-30) ", "")]
    [InlineData(25, 30, "remap(prev 20-25@100; hole 25-30) ", "20-25@100:A")]
    [InlineData(25, 35, "remap(prev 20-25@100; hole 25-30) ", "20-25@100:A")]
    [InlineData(23, 27, "remap(prev 20-23@100, next 27-30@107; hole 23-27) ", "20-23@100:A 27-30@107:A")]
    [InlineData(15, 30, "unmap(20-30) ", "")]
    [InlineData(15, 35, "unmap(20-30) ", "")]
    [InlineData(15, 25, "remap(next 25-30@105; hole 20-25) ", "25-30@105:A")]
    [InlineData(10, 20, "", "20-30@100:A")]
    [InlineData(30, 40, "", "20-30@100:A")]
    public void An_unmap(ulong addr, ulong end, string steps, string after)
    {
        var vm = new TestVm();
        vm.Map(_a, 20, 30, 100);
        Assert.Equal(steps, vm.Unmap(addr, end));
        Assert.Equal(after, vm.Describe(Name));
    }

    [Theory]
    [InlineData(20, 30, 100, "unmap(20-30 keep) map(20-30@100) ")]
    [InlineData(20, 25, 100, "remap(next 25-30@105; hole 20-25 keep) map(20-25@100) ")]
    [InlineData(25, 30, 105, "remap(prev 20-25@100; hole 25-30 keep) map(25-30@105) ")]
    [InlineData(23, 27, 103, "remap(prev 20-23@100, next 27-30@107; hole 23-27 keep) map(23-27@103) ")]
    [InlineData(15, 35, 95, "unmap(20-30 keep) map(15-35@95) ")]
    [InlineData(15, 25, 95, "remap(next 25-30@105; hole 20-25 keep) map(15-25@95) ")]
    [InlineData(20, 30, 101, "unmap(20-30) map(20-30@101) ")]
    [InlineData(25, 30, 100, "remap(prev 20-25@100; hole 25-30) map(25-30@100) ")]
    [InlineData(15, 25, 100, "remap(next 25-30@105; hole 20-25) map(15-25@100) ")]
    public void The_same_bytes_at_the_same_place_may_be_kept(ulong addr, ulong end, ulong offset, string steps)
    {
        var vm = new TestVm();
        vm.Map(_a, 20, 30, 100);
        Assert.Equal(steps, vm.Map(_a, addr, end, offset));
    }

    [Fact]
    public void One_request_goes_over_many_mappings_in_the_order_of_their_addresses()
    {
        var vm = new TestVm();
        vm.Map(_a, 10, 20);
        vm.Map(_a, 20, 30, 10);
        vm.Map(_b, 40, 50);
        vm.Map(_a, 50, 60, 7);
        Assert.Equal(
            "remap(prev 10-15@0; hole 15-20) unmap(20-30) unmap(40-50) remap(next 55-60@12; hole 50-55) map(15-55@3) ",
            vm.Map(_b, 15, 55, 3));
        Assert.Equal("10-15@0:A 15-55@3:B 55-60@12:A", vm.Describe(Name));
        Assert.Equal(
            "remap(prev 10-12@0; hole 12-15) unmap(15-55) remap(next 57-60@14; hole 55-57) ",
            vm.Unmap(12, 57));
        Assert.Equal(new GpuVmStepCounts(5, 4, 2, 2, 3), vm.StepCounts);
    }

    [Fact]
    public void A_failing_step_ends_the_operation()
    {
        var vm = new TestVm { FailingStep = GpuVaOpKind.Map };
        Assert.Equal("ENOMEM", vm.Map(_a, 10, 20));
        Assert.Equal(0, vm.MappingCount);

        vm.FailingStep = null;
        vm.Map(_a, 10, 20);
        vm.Map(_a, 20, 30);
        vm.FailingStep = GpuVaOpKind.Remap;
        Assert.Equal("unmap(10-20) ENOMEM", vm.Unmap(10, 25));
        Assert.Equal("20-30@0:A", vm.Describe(Name));
        vm.FailingStep = GpuVaOpKind.Unmap;
        Assert.Equal("ENOMEM", vm.Unmap(20, 30));
    }

    [Fact]
    public void Requests_outside_of_the_space_or_in_the_reserved_part_are_EINVAL()
    {
        var vm = new TestVm(1000, 100, 50);
        Assert.Equal("EINVAL", vm.Map(_a, 990, 1001));
        Assert.Equal("EINVAL", vm.Unmap(990, 1001));
        Assert.Equal("EINVAL", vm.Map(_a, 90, 101));
        Assert.Equal("EINVAL", vm.Map(_a, 149, 160));
        Assert.Equal("EINVAL", vm.Unmap(0, 1000));
        Assert.Equal("map(90-100@0) ", vm.Map(_a, 90, 100));
        Assert.Equal("map(150-1000@0) ", vm.Map(_a, 150, 1000));
        Assert.Equal(2, vm.MappingCount);
        Assert.False(vm.RangeValid(ulong.MaxValue, 2));
    }

    private string Name(DrmGemObject obj) => obj == _a ? "A" : "B";
}
