using Panthor.Kernel;

namespace Panthor.Driver.Scheduling;

/// <summary>The kernel's coarse clock, which ticks 250 times a second (<c>CONFIG_HZ_250</c>, as on arm64).</summary>
public static class Jiffies
{
    /// <summary>Ticks in a second.</summary>
    public const int HZ = 250;

    /// <summary>No timeout at all (<c>MAX_SCHEDULE_TIMEOUT</c>).</summary>
    public const ulong MaxScheduleTimeout = long.MaxValue;

    private const long NsPerJiffy = 1_000_000_000 / HZ;

    /// <summary>Ticks since boot (<c>get_jiffies_64()</c>).</summary>
    public static ulong Now(Simulation simulation) => (ulong)(simulation.Now.Nanoseconds / NsPerJiffy);

    /// <summary>So many milliseconds in ticks, rounded up (<c>msecs_to_jiffies()</c>).</summary>
    public static ulong FromMilliseconds(ulong milliseconds) => ((milliseconds * HZ) + 999) / 1000;

    /// <summary>
    /// How long a timer of so many ticks really runs: 0 is at once; others end at the tick after the last, so that no
    /// timer is ever early.
    /// </summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="jiffies">Ticks, less than a billion.</param>
    public static Duration Delay(Simulation simulation, ulong jiffies)
    {
        if (jiffies == 0)
            return Duration.Zero;
        long end = ((long)(Now(simulation) + jiffies) + 1) * NsPerJiffy;
        return new Duration(end - simulation.Now.Nanoseconds);
    }
}
