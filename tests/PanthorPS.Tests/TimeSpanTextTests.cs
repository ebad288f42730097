using System;
using Panthor.Kernel;
using Xunit;

namespace PanthorPS.Tests;

public sealed class TimeSpanTextTests
{
    [Theory]
    [InlineData("250ns", 250L)]
    [InlineData("10us", 10_000L)]
    [InlineData("10 µs", 10_000L)]
    [InlineData("5ms", 5_000_000L)]
    [InlineData("1.5S", 1_500_000_000L)]
    [InlineData("2min", 120_000_000_000L)]
    [InlineData("1h", 3_600_000_000_000L)]
    [InlineData("00:00:01", 1_000_000_000L)]
    public void Text_carries_its_unit(string given, long expected)
    {
        Assert.Null(TimeSpanText.Parse(given, out Duration result));
        Assert.Equal(expected, result.Nanoseconds);
    }

    [Fact]
    public void Spans_and_points_of_time_are_taken_as_they_are()
    {
        Assert.Null(TimeSpanText.Parse(TimeSpan.FromMilliseconds(3), out Duration span));
        Assert.Equal(3_000_000, span.Nanoseconds);
        Assert.Null(TimeSpanText.Parse(new VirtualTime(42), out Duration point));
        Assert.Equal(42, point.Nanoseconds);
        Assert.Null(TimeSpanText.Parse(Duration.FromSeconds(1), out Duration duration));
        Assert.Equal(1_000_000_000, duration.Nanoseconds);
    }

    [Theory]
    [InlineData("5", "unit")]
    [InlineData(5, "unit")]
    [InlineData("fast", "unit")]
    [InlineData("ms", "unit")]
    [InlineData("99999999999h", "unit")]
    [InlineData("-1ms", "negative")]
    [InlineData(null, "unit")]
    public void Nonsense_is_refused_in_words(object? given, string expected) =>
        Assert.Contains(expected, TimeSpanText.Parse(given, out _));
}
