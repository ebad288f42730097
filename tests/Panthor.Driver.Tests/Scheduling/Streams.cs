using Panthor.Hardware;
using static Panthor.Hardware.CsRegister;

namespace Panthor.Driver.Tests.Scheduling;

/// <summary>Command streams that the tests run.</summary>
internal static class Streams
{
    /// <summary>Instructions of <see cref="CountedStores"/> in a round.</summary>
    public const int InstructionsPerRound = 5;

    private const int CyclesPerWarp = 32;

    /// <summary>Stores a word.</summary>
    public static CsAssembler StoreWord(this CsAssembler stream, ulong va, uint value) =>
        stream.Move(D(8), va).Move(R(6), value).Store(R(6), D(8)).WaitAll();

    /// <summary>Adds 1 to a word in memory so many times, each time through a store.</summary>
    public static CsAssembler CountedStores(this CsAssembler stream, ulong va, int rounds) => stream
        .Move(D(0), va)
        .Move(R(2), 0)
        .Move(R(4), (ulong)rounds)
        .Label("round")
        .Add(R(2), R(2), 1)
        .Store(R(2), D(0))
        .Add(R(4), R(4), -1)
        .Nop()
        .Branch(CsCondition.GT, R(4), "round")
        .WaitAll();

    /// <summary>Spins for so many instructions.</summary>
    public static CsAssembler Spin(this CsAssembler stream, int rounds) => stream
        .Move(R(10), (ulong)rounds)
        .Label("spin")
        .Add(R(10), R(10), -1)
        .Branch(CsCondition.GT, R(10), "spin");

    /// <summary>Never ends: waits for a progress that nobody makes. Counts as busy.</summary>
    public static CsAssembler Endless(this CsAssembler stream) => stream
        .Move(D(12), 1ul << 40)
        .Emit("PROGRESS_WAIT", new("source", D(12)), new("queue", 0));

    /// <summary>A compute job that touches no memory and takes all cores for so many milliseconds.</summary>
    public static CsAssembler Compute(this CsAssembler stream, int milliseconds, GpuModel? on = null)
    {
        GpuModel model = on ?? GpuModel.Default;
        ulong workgroups = (ulong)(model.CoreClockHz / 1000 * milliseconds * model.ShaderCores / CyclesPerWarp);
        return stream
            .RequestResources(CsResources.Compute)
            .Move(R(33), 0)
            .Move(R(37), workgroups)
            .Move(R(38), 1)
            .Move(R(39), 1)
            .RunCompute()
            .WaitAll();
    }

    /// <summary>A compute job whose shader program is none.</summary>
    public static CsAssembler BadCompute(this CsAssembler stream, ulong notAShader) =>
        stream.Move(D(16), notAShader).Compute(1);

    /// <summary>Waits until a word in memory is greater than a value.</summary>
    public static CsAssembler WaitGreater(this CsAssembler stream, ulong va, uint value) =>
        stream.Move(D(12), va).Move(R(14), value).SyncWait(CsCondition.GT, D(12), R(14));

    /// <summary>Sets a word that others may wait for.</summary>
    public static CsAssembler SetSync(this CsAssembler stream, ulong va, uint value) =>
        stream.Move(D(12), va).Move(R(14), value).SyncSet(D(12), R(14));
}
