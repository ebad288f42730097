using Panthor.Driver.Scheduling;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>The kernel's coarse clock.</summary>
public sealed class JiffiesTests
{
    [Theory]
    [InlineData(0ul, 0ul)]
    [InlineData(1ul, 1ul)]
    [InlineData(4ul, 1ul)]
    [InlineData(5ul, 2ul)]
    [InlineData(10ul, 3ul)]
    [InlineData(5000ul, 1250ul)]
    public void Milliseconds_are_rounded_up(ulong milliseconds, ulong jiffies) =>
        Assert.Equal(jiffies, Jiffies.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 15)]
    [InlineData(3, 13)]
    [InlineData(4, 16)]
    public void A_timer_ends_with_a_tick_and_is_never_early(long nowMs, long delayMs)
    {
        using Simulation simulation = new();
        simulation.RunFor(Duration.FromMilliseconds(nowMs));
        Assert.Equal(Duration.FromMilliseconds(delayMs), Jiffies.Delay(simulation, 3));
        Assert.Equal(Duration.Zero, Jiffies.Delay(simulation, 0));
    }
}
