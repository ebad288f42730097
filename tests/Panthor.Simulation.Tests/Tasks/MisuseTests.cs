using System;
using Xunit;

namespace Panthor.Kernel.Tests;

/// <summary>Calls whose results are lost, taken twice or stolen.</summary>
public sealed class MisuseTests
{
    [Theory]
    [InlineData(typeof(KTaskBuilder), nameof(KTaskBuilder.AwaitOnCompleted))]
    [InlineData(typeof(KTaskBuilder), nameof(KTaskBuilder.AwaitUnsafeOnCompleted))]
    [InlineData(typeof(KTaskBuilder<int>), nameof(KTaskBuilder.AwaitOnCompleted))]
    [InlineData(typeof(KTaskBuilder<int>), nameof(KTaskBuilder.AwaitUnsafeOnCompleted))]
    public void Awaiting_anything_but_kernel_calls_does_not_compile(Type builder, string method)
    {
        Type awaiter = builder.GetMethod(method)!.GetGenericArguments()[0];
        Assert.Contains(typeof(IKernelAwaiter), awaiter.GetGenericParameterConstraints());
    }

    [Fact]
    public void A_call_that_was_never_awaited_is_reported_when_the_task_sleeps_again()
    {
        using Simulation simulation = new();
        async KTask Forgotten() => await simulation.Sleep(Duration.FromMilliseconds(1));
        async KTask Body()
        {
            KTask lost = Forgotten();
            await simulation.Sleep(Duration.FromMilliseconds(2));
            GC.KeepAlive(lost.Frame);
        }

        SimTask task = simulation.Spawn("careless", Body);
        simulation.RunUntilIdle();
        Assert.Equal(FindingKind.UnconsumedTask, Assert.Single(simulation.Findings).Kind);
        Assert.Equal(TaskState.Completed, task.State);
        Assert.Equal(Duration.FromMilliseconds(2), simulation.Now - VirtualTime.Zero);
    }

    [Fact]
    public void A_call_that_was_never_awaited_is_reported_when_the_task_ends()
    {
        using Simulation simulation = new();
        Mutex mutex = new(simulation, Classes.A);
        async KTask Hold()
        {
            await mutex.LockAsync();
            await simulation.Sleep(Duration.FromMilliseconds(1));
            mutex.Unlock();
        }

        async KTask Forgotten()
        {
            await mutex.LockAsync();
            mutex.Unlock();
        }

        KTask Careless()
        {
            KTask lost = Forgotten();
            GC.KeepAlive(lost.Frame);
            return KTask.Completed;
        }

        simulation.Spawn("holder", Hold);
        SimTask task = simulation.Spawn("careless", Careless);
        simulation.RunUntilIdle();
        Finding finding = Assert.Single(simulation.Findings);
        Assert.Equal(FindingKind.UnconsumedTask, finding.Kind);
        Assert.Contains("mutex a", finding.Report, StringComparison.Ordinal);
        Assert.Equal(TaskState.Completed, task.State);
        Assert.False(mutex.IsHeld);
    }

    [Fact]
    public void A_call_that_is_awaited_twice_is_a_programming_error()
    {
        using Simulation simulation = new();
        async KTask Once() => await simulation.Yield();
        async KTask Body()
        {
            KTask call = Once();
            await call;
            await call;
        }

        SimTask task = simulation.Spawn("greedy", Body);
        Assert.Contains(
            "awaited twice",
            Assert.Throws<InvalidOperationException>(simulation.RunUntilIdle).Message,
            StringComparison.Ordinal);
        Assert.Equal(TaskState.Failed, task.State);
        simulation.RunToCompletion(simulation.Spawn("after", Once));
    }

    [Fact]
    public void A_call_of_another_task_cannot_be_awaited()
    {
        using Simulation simulation = new();
        KTask foreign = default;
        async KTask Sleep() => await simulation.Sleep(Duration.FromMilliseconds(1));
        simulation.Spawn("owner", async () =>
        {
            foreign = Sleep();
            await foreign;
        });
        SimTask thief = simulation.Spawn("thief", async () => await foreign);
        Assert.Throws<InvalidOperationException>(simulation.RunUntilIdle);
        Assert.Equal(TaskState.Failed, thief.State);
        simulation.RunUntilIdle();
        Assert.Empty(simulation.LiveTasks);
    }

    [Fact]
    public void A_call_that_nobody_awaits_yet_cannot_be_stolen_either()
    {
        using Simulation simulation = new();
        KTask foreign = default;
        async KTask Sleep() => await simulation.Sleep(Duration.FromMilliseconds(1));
        KTask Lend()
        {
            foreign = Sleep();
            return foreign;
        }

        simulation.Spawn("owner", async () =>
        {
            KTask mine = Lend();
            GC.KeepAlive(mine.Frame);
            await simulation.Sleep(Duration.FromMilliseconds(5));
        });
        SimTask thief = simulation.Spawn("thief", async () => await foreign);
        simulation.RunUntilIdle();
        Assert.Equal(TaskState.Failed, thief.State);
        Assert.Equal(2, simulation.Findings.Of(FindingKind.UnconsumedTask).Count);
        Assert.Empty(simulation.LiveTasks);
    }

    [Fact]
    public void The_result_of_a_call_that_still_sleeps_cannot_be_taken()
    {
        using Simulation simulation = new();
        async KTask<int> Sleep()
        {
            await simulation.Sleep(Duration.FromMilliseconds(1));
            return 1;
        }

        SimTask task = simulation.Spawn("hasty", () =>
        {
            int result = Sleep().GetAwaiter().GetResult();
            return result == 1 ? KTask.Completed : default;
        });
        Assert.Throws<InvalidOperationException>(() => simulation.RunToCompletion(task));
    }
}
