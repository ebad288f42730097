using Panthor.Hardware;
using Xunit;

namespace Panthor.Driver.Tests.Gem;

/// <summary>More buffers than memory.</summary>
public sealed class PressureTests
{
    private const int Schedules = 10_000;

    [Fact]
    public void Under_pressure_every_schedule_keeps_every_byte_and_accounts_for_every_page_of_swap()
    {
        using var arena = new MemoryArena();
        long evictions = 0;
        for (ulong seed = 0; seed < Schedules; seed++)
        {
            evictions += PressureRun.Run(PressureShape.Small, seed, arena);
        }

        Assert.True(evictions > 5 * Schedules, $"{evictions} evictions in {Schedules} schedules are too few to tell");
    }

    [Fact]
    public void Two_GiB_of_buffers_live_in_256_MiB_of_memory()
    {
        long evictions = PressureRun.Run(PressureShape.Large, seed: 1);
        Assert.True(evictions > 4 * PressureShape.Large.Buffers, $"{evictions} evictions are too few to tell");
    }
}
