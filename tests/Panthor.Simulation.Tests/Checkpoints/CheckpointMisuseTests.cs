using System;
using System.IO;
using Xunit;

namespace Panthor.Kernel.Tests;

/// <summary>What a checkpoint refuses, and how clearly.</summary>
public sealed class CheckpointMisuseTests
{
    private sealed class Holder(object? held)
    {
        public object? Held { get; set; } = held;
    }

    [Fact]
    public void An_object_that_nobody_can_rewind_is_refused_with_the_way_to_it()
    {
        using Simulation simulation = new();
        using MemoryStream stream = new();
        Holder holder = new(new Holder(stream));
        NotSupportedException refused =
            Assert.Throws<NotSupportedException>(() => Checkpoint.Take(simulation, holder));
        Assert.Equal(
            "A checkpoint cannot keep a System.IO.MemoryStream, which is reached through"
            + " root > Holder.<Held>k__BackingField > Holder.<Held>k__BackingField > MemoryStream.",
            refused.Message);
    }

    private sealed class WithFinalizer
    {
        public int Value = 1;

        ~WithFinalizer() => Value = 0;
    }

    [Fact]
    public void An_object_with_a_finalizer_is_refused_as_its_copy_would_be_finalized_too()
    {
        using Simulation simulation = new();
        NotSupportedException refused = Assert.Throws<NotSupportedException>(
            () => Checkpoint.Take(simulation, new Holder(new WithFinalizer())));
        Assert.EndsWith(
            "root > Holder.<Held>k__BackingField > WithFinalizer.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chooser_that_preempts_cannot_follow_one_that_does_not()
    {
        using Simulation simulation = new();
        Checkpoint checkpoint = Checkpoint.Take(simulation);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => checkpoint.Restore(new RandomChooser(1)));
        Assert.StartsWith(
            "The machine was built without preemption; the chooser wants it with.", refused.Message, StringComparison.Ordinal);
        Assert.IsType<FifoChooser>(simulation.Chooser);
    }

    [Fact]
    public void A_running_machine_is_neither_kept_nor_restored()
    {
        using Simulation simulation = new();
        Checkpoint checkpoint = Checkpoint.Take(simulation);
        int refusals = 0;
        async KTask Body()
        {
            await simulation.Yield();
            Assert.Throws<InvalidOperationException>(() => Checkpoint.Take(simulation));
            Assert.Throws<InvalidOperationException>(() => checkpoint.Restore());
            refusals = 2;
        }

        simulation.RunToCompletion(simulation.Spawn("inside", Body));
        Assert.Equal(2, refusals);
    }

    [Fact]
    public void A_disposed_machine_stays_disposed()
    {
        Simulation simulation = new();
        Checkpoint checkpoint = Checkpoint.Take(simulation);
        simulation.Dispose();
        Assert.Throws<ObjectDisposedException>(() => checkpoint.Restore());
        Assert.Throws<ObjectDisposedException>(() => Checkpoint.Take(simulation));
    }
}
