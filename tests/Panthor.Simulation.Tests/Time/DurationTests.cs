using System;
using Xunit;

namespace Panthor.Kernel.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData(0, "0 ns")]
    [InlineData(750, "750 ns")]
    [InlineData(12_500, "12.5 us")]
    [InlineData(3_000_000, "3 ms")]
    [InlineData(1_250_000_000, "1.25 s")]
    [InlineData(1_000_000_001, "1.000000001 s")]
    [InlineData(-1500, "-1.5 us")]
    [InlineData(long.MinValue, "-9223372036.854775808 s")]
    [InlineData(long.MaxValue, "for ever")]
    public void A_span_prints_in_its_best_unit(long nanoseconds, string text) =>
        Assert.Equal(text, new Duration(nanoseconds).ToString());

    [Theory]
    [InlineData(0, "    0.000000")]
    [InlineData(123_456, "    0.000123")]
    [InlineData(61_000_001_000, "   61.000001")]
    [InlineData(123456_000_000_000, "123456.000000")]
    public void A_point_of_time_prints_as_in_the_kernel_log(long nanoseconds, string text) =>
        Assert.Equal(text, new VirtualTime(nanoseconds).ToString());

    [Fact]
    public void Arithmetic_is_exact_and_overflow_is_an_error()
    {
        Duration second = Duration.FromSeconds(1);
        Assert.Equal(Duration.FromMilliseconds(1500), second + Duration.FromMilliseconds(500));
        Assert.Equal(Duration.FromMicroseconds(999_999), second - Duration.FromMicroseconds(1));
        Assert.Equal(Duration.FromSeconds(3), second * 3);
        Assert.Equal(Duration.FromMilliseconds(250), second / 4);
        Assert.True(second > Duration.Zero && Duration.Zero < second && second >= Duration.FromSeconds(1));
        Assert.Throws<OverflowException>(() => Duration.FromSeconds(long.MaxValue / 2));
        Assert.Throws<OverflowException>(() => Duration.Infinite + second);
        Assert.Throws<OverflowException>(() => second * long.MaxValue);
        Assert.Equal(1000, second.Milliseconds);
        Assert.Equal(1_000_000, second.Microseconds);
    }

    [Fact]
    public void Time_does_not_pass_the_end_of_time()
    {
        VirtualTime end = VirtualTime.Zero + Duration.Infinite;
        Assert.Equal(end, end + Duration.FromSeconds(1));
        Assert.Equal(Duration.FromSeconds(2), VirtualTime.Zero + Duration.FromSeconds(2) - VirtualTime.Zero);
        Assert.True(VirtualTime.Zero < end && end > VirtualTime.Zero && end >= VirtualTime.Zero);
    }
}
