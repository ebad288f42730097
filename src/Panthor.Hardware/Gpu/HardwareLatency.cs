using Panthor.Kernel;

namespace Panthor.Hardware;

/// <summary>How long the hardware takes: a typical time, or a multiple of it if the chooser says so.</summary>
/// <remarks>
/// The typical times are of the order that kernel traces of such GPUs show (an AS command within a few microseconds, a
/// cache flush in tens); no datasheet gives them.
/// </remarks>
internal static class HardwareLatency
{
    public static readonly Duration AsUpdate = Duration.FromNanoseconds(1_000);
    public static readonly Duration AsLock = Duration.FromNanoseconds(1_000);
    public static readonly Duration AsUnlock = Duration.FromNanoseconds(2_000);
    public static readonly Duration AsFlush = Duration.FromNanoseconds(5_000);
    public static readonly Duration CacheFlush = Duration.FromNanoseconds(10_000);
    public static readonly Duration PowerTransition = Duration.FromNanoseconds(5_000);
    public static readonly Duration Reset = Duration.FromNanoseconds(50_000);
    public static readonly Duration McuBoot = Duration.FromNanoseconds(200_000);
    public static readonly Duration McuStop = Duration.FromNanoseconds(5_000);
    public static readonly Duration FirmwareRequest = Duration.FromNanoseconds(2_000);
    public static readonly Duration GroupStart = Duration.FromNanoseconds(3_000);
    public static readonly Duration GroupSuspend = Duration.FromNanoseconds(100_000);
    public static readonly Duration GroupResume = Duration.FromNanoseconds(50_000);
    public static readonly Duration GroupTerminate = Duration.FromNanoseconds(50_000);
    public static readonly Duration UserDoorbell = Duration.FromNanoseconds(500);

    private static readonly long[] s_factors = [1, 2, 8];

    /// <summary>Draws a latency.</summary>
    public static Duration Draw(Simulation simulation, Duration typical) =>
        typical * s_factors[simulation.Choose(ChoiceKind.HardwareLatency, s_factors.Length)];
}
