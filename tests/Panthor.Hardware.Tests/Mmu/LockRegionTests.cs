using System;
using Xunit;

namespace Panthor.Hardware.Tests;

public sealed class LockRegionTests
{
    [Theory]
    [InlineData(0x0000UL, 0x1000UL, 0x0UL, 0x8000UL, 0xeUL)]
    [InlineData(0x40_1000UL, 0x1000UL, 0x40_0000UL, 0x8000UL, 0x40_000eUL)]
    [InlineData(0x40_7000UL, 0x2000UL, 0x40_0000UL, 0x1_0000UL, 0x40_000fUL)]
    [InlineData(0x1f_f000UL, 0x2000UL, 0x0UL, 0x40_0000UL, 0x15UL)]
    [InlineData(0x20_0000UL, 0x20_0000UL, 0x20_0000UL, 0x20_0000UL, 0x20_0014UL)]
    [InlineData(0x7fff_ffff_f000UL, 0x1000UL, 0x7fff_ffff_8000UL, 0x8000UL, 0x7fff_ffff_800eUL)]
    [InlineData(0x0UL, 0x1_0000_0000_0000UL, 0x0UL, 0x1_0000_0000_0000UL, 0x2fUL)]
    public void Regions_are_encoded_as_pack_region_range_does(
        ulong start, ulong size, ulong lockedStart, ulong lockedSize, ulong lockAddr)
    {
        LockRegion region = LockRegion.Covering(start, size, out ulong encoded);
        Assert.Equal(lockAddr, encoded);
        Assert.Equal(new LockRegion(lockedStart, lockedSize), region);
        Assert.Equal(region, LockRegion.FromLockAddr(encoded));
        Assert.True(region.Contains(start));
        Assert.True(region.Contains(start + size - 1));
    }

    [Fact]
    public void Any_region_holds_its_range_and_no_half_of_it_would()
    {
        ulong state = 7;
        for (int i = 0; i < 2000; i++)
        {
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            ulong start = (state >> 16) & 0xffff_ffff_f000;
            ulong size = ((state >> 5) & 0xfff_f000) + 0x1000;
            LockRegion region = LockRegion.Covering(start, size, out _);
            Assert.True(region.Contains(start) && region.Contains(start + size - 1));
            Assert.Equal(0UL, region.Start & (region.Size - 1));
            bool halfWouldDo = region.Size > 0x8000
                && (start & ~((region.Size / 2) - 1)) == ((start + size - 1) & ~((region.Size / 2) - 1));
            Assert.False(halfWouldDo);
        }
    }

    [Fact]
    public void Address_bits_below_the_size_do_not_count() =>
        Assert.Equal(new LockRegion(0x1_0000, 0x1_0000), LockRegion.FromLockAddr(0x1_7fcf & ~0x3fUL | 0xf));

    [Fact]
    public void A_width_below_the_minimum_locks_32_KiB() =>
        Assert.Equal(new LockRegion(0x8000, 0x8000), LockRegion.FromLockAddr(0x9000 | 3));

    [Fact]
    public void The_widest_field_locks_everything()
    {
        LockRegion region = LockRegion.FromLockAddr(63);
        Assert.True(region.Contains(0));
        Assert.True(region.Contains(1UL << 62));
    }

    [Fact]
    public void No_region_contains_nothing()
    {
        Assert.False(LockRegion.None.Contains(0));
        Assert.Equal("none", LockRegion.None.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => LockRegion.Covering(0, 0, out _));
    }
}
