namespace Panthor.Kernel.Tests;

/// <summary>
/// A small machine with everything in it: contending tasks, a device with an interrupt, delayed work, faults.
/// </summary>
internal static class Scenario
{
    private static readonly FaultPoint s_fault = new("ScenarioFault", Errno.EIO, "nothing in particular");
    private static readonly EventId s_step = new("scenario_step", "task*", "value");

    internal static void Run(Simulation simulation)
    {
        Mutex mutex = new(simulation, Classes.A);
        InterruptLine line = new(simulation, 1, "device");
        Workqueue queue = new(simulation, "wq", WorkqueueKind.Ordered);
        Completion done = new(simulation, "device done");
        Timer device = new(simulation, "device", line.Raise);
        ulong shared = 1;
        simulation.Faults.Add(new FaultInjection(s_fault) { Times = long.MaxValue, ProbabilityPerMillion = 300_000 });
        line.Request(
            () =>
            {
                line.Lower();
                return IrqReturn.WakeThread;
            },
            async () =>
            {
                await mutex.LockAsync();
                shared = unchecked((shared * 3) + 1);
                mutex.Unlock();
                done.Complete();
            });
        DelayedWork tick = new(simulation, "tick", async () =>
        {
            await mutex.LockAsync();
            shared = unchecked((shared * 5) + 2);
            mutex.Unlock();
        });
        for (int i = 1; i <= 3; i++)
        {
            ulong number = (ulong)i;
            simulation.Spawn($"client-{i}", async () =>
            {
                for (int k = 0; k < 4; k++)
                {
                    await mutex.LockAsync();
                    shared = unchecked((shared * 7) + number);
                    await simulation.PreemptionPoint(ChoiceKind.Register);
                    simulation.Events.Record(s_step, number, shared);
                    mutex.Unlock();
                    if (!simulation.Faults.ShouldFail(s_fault))
                    {
                        device.Modify(Duration.FromMicroseconds(5 + simulation.Choose(ChoiceKind.HardwareLatency, 10)));
                        await done.WaitAsync(Duration.FromMicroseconds(40));
                    }

                    queue.ModifyDelayed(tick, Duration.FromMicroseconds(7));
                }
            });
        }

        simulation.RunUntilIdle();
        simulation.Events.Record(s_step, 0, shared);
    }

    internal static Simulation Create(IChooser chooser)
    {
        Simulation simulation = new(new SimulationOptions { Chooser = chooser });
        Run(simulation);
        return simulation;
    }
}
