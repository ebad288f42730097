using System;
using System.Globalization;
using System.Linq;
using Panthor.Kernel;
using Xunit;
using Xunit.Sdk;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

public sealed class FuzzTests
{
    private const int PerRound = 4000;

    /// <summary>The seeds: 1 to 5, or those that IOCTL_FUZZ_SEEDS names, as in 6-20.</summary>
    public static TheoryData<int> Seeds => Range(Wanted("IOCTL_FUZZ_SEEDS") ?? "1-5");

    /// <summary>The seeds of the test that preempts: 11 and 12, or those that IOCTL_FUZZ_SEEDS names.</summary>
    public static TheoryData<int> MeetingSeeds => Range(Wanted("IOCTL_FUZZ_SEEDS") ?? "11-12");

    /// <summary>
    /// Two hundred thousand requests a seed, or as many thousand as IOCTL_FUZZ_THOUSANDS says. A failure tells seed,
    /// round and last requests; IOCTL_FUZZ_ROUND then begins at that round, on a fresh device.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_a_client_asks_nothing_breaks_and_nothing_stays_behind(int seed)
    {
        int first = Number(Wanted("IOCTL_FUZZ_ROUND") ?? "0");
        int thousands = Number(Wanted("IOCTL_FUZZ_THOUSANDS") ?? "200");
        using var run = new FuzzRun((ulong)seed) { FirstRound = first };
        try
        {
            run.Run(rounds: thousands * 1000 / PerRound, threads: 2, requests: PerRound / 2);
        }
        catch (XunitException e)
        {
            Assert.Fail(new FuzzShrinker((ulong)seed, run.LastRound, 2, PerRound / 2).Shrink() ?? e.Message);
        }

        Assert.Equal(thousands * 1000, run.Done);
        if (thousands < 200)
        {
            return;
        }

        foreach (Errno answer in (Errno[])
            [Errno.None, Errno.EINVAL, Errno.EFAULT, Errno.ENOENT, Errno.E2BIG, Errno.EACCES, Errno.ETIME, Errno.EBADF])
        {
            Assert.True(run.AnswerCount(answer) > 20, $"{answer}: {run.AnswerCount(answer)}");
        }
    }

    [Theory]
    [MemberData(nameof(MeetingSeeds))]
    public void Threads_that_meet_in_any_order_break_nothing_either(int seed)
    {
        int rounds = Wanted("IOCTL_FUZZ_THOUSANDS") is { } thousands ? Number(thousands) : 10;
        using var run = new FuzzRun((ulong)seed);
        run.Run(rounds, threads: 3, requests: 300, new RandomChooser((ulong)seed));
        Assert.Equal(900 * rounds, run.Done);
    }

    private static TheoryData<int> Range(string seeds)
    {
        string[] ends = seeds.Split('-');
        int first = Number(ends[0]);
        return [.. Enumerable.Range(first, Number(ends[^1]) - first + 1)];
    }

    private static string? Wanted(string variable) => Environment.GetEnvironmentVariable(variable);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
