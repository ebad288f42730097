using System;
using System.Collections.Generic;
using Panthor.Driver.Sync;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Sync;

/// <summary>
/// A machine with nothing but fences. At the end no finding may be left that the test did not take, and no fence alive.
/// </summary>
internal sealed class FenceLab : IDisposable
{
    private static readonly LockClass s_lock = new("test_timeline.lock");

    public FenceLab(SimulationOptions? options = null)
    {
        Simulation = new Simulation(options ?? new SimulationOptions());
        Fences = new DmaFences(Simulation);
    }

    public Simulation Simulation { get; }

    public DmaFences Fences { get; }

    /// <summary>Whether fences may be alive at the end.</summary>
    public bool AllowsLeaks { get; set; }

    public DmaFenceContext NewContext(string timeline = "test") => new(Fences, "lab", timeline, s_lock);

    public DmaFence NewFence() => NewContext().NewFence();

    public List<string> Log { get; } = [];

    /// <summary>A callback that writes a word into <see cref="Log"/>.</summary>
    public DmaFenceCallback Writes(string word) => new LogCallback(this, word, null);

    /// <summary>A callback that does something.</summary>
    public DmaFenceCallback Does(Action<DmaFence> action) => new LogCallback(this, null, action);

    public SimTask Spawn(string name, Func<KTask> body) => Simulation.Spawn(name, body);

    public void Run(Func<KTask> body) => Simulation.RunToCompletion(Simulation.Spawn("test", body));

    public T Run<T>(Func<KTask<T>> body) => Simulation.RunToCompletion(Simulation.Spawn("test", body));

    /// <summary>Takes the only finding, which must be of that kind and speak of that.</summary>
    public Finding TakeFinding(FindingKind kind, string text)
    {
        Finding finding = Assert.Single(Simulation.Findings);
        Assert.Equal(kind, finding.Kind);
        Assert.Contains(text, finding.Title, StringComparison.Ordinal);
        Simulation.Findings.Clear();
        return finding;
    }

    public void Dispose()
    {
        Simulation.RunUntilIdle();
        Assert.Empty(Simulation.Findings);
        if (!AllowsLeaks)
        {
            Assert.Empty(Fences.Live);
        }

        Simulation.Dispose();
    }

    private sealed class LogCallback(FenceLab lab, string? word, Action<DmaFence>? action) : DmaFenceCallback
    {
        protected internal override void Invoke(DmaFence fence)
        {
            action?.Invoke(fence);
            if (word is not null)
            {
                lab.Log.Add(word);
            }
        }
    }
}
