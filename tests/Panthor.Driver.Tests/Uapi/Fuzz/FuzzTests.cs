using System;
using System.Globalization;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

public sealed class FuzzTests
{
    /// <summary>
    /// Two hundred thousand requests a seed, or as many thousand as IOCTL_FUZZ_THOUSANDS says. A failure tells seed and
    /// last requests.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_a_client_asks_nothing_breaks_and_nothing_stays_behind(int seed)
    {
        const int PerRound = 4000;
        string? wanted = Environment.GetEnvironmentVariable("IOCTL_FUZZ_THOUSANDS");
        int thousands = wanted is null ? 200 : int.Parse(wanted, CultureInfo.InvariantCulture);
        using var run = new FuzzRun((ulong)seed);
        run.Run(rounds: thousands * 1000 / PerRound, threads: 2, requests: PerRound / 2);
        Assert.Equal(thousands * 1000, run.Done);
        foreach (Errno answer in (Errno[])
            [Errno.None, Errno.EINVAL, Errno.EFAULT, Errno.ENOENT, Errno.E2BIG, Errno.EACCES, Errno.ETIME, Errno.EBADF])
        {
            Assert.True(run.AnswerCount(answer) > 20, $"{answer}: {run.AnswerCount(answer)}");
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Threads_that_meet_in_any_order_break_nothing_either(int seed)
    {
        using var run = new FuzzRun((ulong)seed);
        run.Run(rounds: 10, threads: 3, requests: 300, new RandomChooser((ulong)seed));
        Assert.Equal(9000, run.Done);
    }
}
