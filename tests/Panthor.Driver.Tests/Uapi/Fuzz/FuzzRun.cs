using System;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Device;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Panthor.Driver.Uapi.Statistics;
using Panthor.Hardware;
using Panthor.Kernel;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Fuzz;

/// <summary>
/// Drives made-up requests over a machine: round after round of clients, each with several threads at a time. After each
/// round everything must be as before.
/// </summary>
internal sealed class FuzzRun : IDisposable
{
    private const int KeptRequests = 24;

    // Warnings that any client of Linux 7.2 can bring about; see KernelWarningTests.
    private static readonly string[] s_knownWarnings = ["contains the chain", "that has no fence yet"];

    private static readonly GpuModel[] s_models =
        [.. GpuModel.All.Where(model => PanthorHw.IsSupported(model.GpuId))];

    // Groups leave their slots and binds end after their client has closed.
    private static readonly Duration s_settling = Duration.FromSeconds(2);

    private readonly ulong _seed;
    private readonly Queue<string> _last = new();
    private readonly SortedDictionary<Errno, long> _answers = [];
    private Machine _machine = null!;
    private long _done;
    private int _kernelBuffers;
    private long _kernelPages;

    public FuzzRun(ulong seed)
    {
        _seed = seed;
    }

    /// <summary>How often an error number was the answer.</summary>
    public long AnswerCount(Errno errno) => _answers.GetValueOrDefault(errno);

    /// <summary>The number of the round to begin with.</summary>
    public int FirstRound { get; init; }

    /// <summary>
    /// Which requests of a round are made, by their numbers in it; all if null. The others are made up, but left out.
    /// </summary>
    public Func<int, bool>? Includes { get; init; }

    /// <summary>Told of every request that is made: its number in the round, and the request in words.</summary>
    public Action<int, string>? Watcher { get; init; }

    /// <summary>The round that went wrong, or the last.</summary>
    public int LastRound { get; private set; }

    /// <summary>Requests that were made.</summary>
    public long Done => _done;

    /// <summary>Runs.</summary>
    /// <param name="rounds">How many rounds of new clients.</param>
    /// <param name="threads">Threads of each client.</param>
    /// <param name="requests">Requests that each thread makes in a round.</param>
    /// <param name="chooser">What decides between the threads; first come, first served if null.</param>
    public void Run(int rounds, int threads, int requests, IChooser? chooser = null)
    {
        KernelResult<Machine> created = Machine.Create(new MachineOptions
        {
            MemorySize = 64L << 20,
            SwapSize = 64L << 20,
            Chooser = chooser,
            Seed = _seed,
            Model = s_models[_seed % (ulong)s_models.Length],
        });
        Assert.True(created.IsOk, created.ToString());
        _machine = created.Value;
        _kernelBuffers = _machine.Device.Gems.Count;
        _kernelPages = _machine.Board.Memory.CountOf(PageUse.Buffer);
        try
        {
            for (int round = FirstRound; round < FirstRound + rounds; round++)
            {
                LastRound = round;
                Round(round, threads, requests);
            }

            _machine.Remove();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail(Describe($"{e.GetType().Name}: {e.Message}\n{e.StackTrace}"));
        }

        CheckFindings("at removal");
    }

    public void Dispose() => _machine?.Dispose();

    private void Round(int round, int threads, int requests)
    {
        var options = new DrmFileOptions
        {
            Node = round % 2 == 0 ? DrmNode.Render : DrmNode.Primary,
            Capabilities = (ClientCapabilities)(round / 2 % 4),
        };
        DrmFile file = _machine.Open("fuzz", options).Value;
        List<SimTask> tasks = [];
        for (int thread = 0; thread < threads; thread++)
        {
            var memory = new FuzzMemory();
            int first = thread * requests;
            var generator = new RequestGenerator(
                unchecked(_seed * 0x9e37_79b9 + (ulong)(round * threads + thread)), memory);
            _machine.Call("setup", () => memory.SetUpAsync(file));
            tasks.Add(_machine.Simulation.Spawn(
                $"fuzz{thread}", () => MakeRequestsAsync(file, memory, generator, first, requests)));
        }

        foreach (SimTask task in tasks)
        {
            _machine.Simulation.RunToCompletion(task);
        }

        _machine.Call("close", file.CloseAsync);
        _machine.Simulation.RunFor(s_settling);
        CheckFindings($"round {round}");
        Assert.True(
            _machine.Device.Gems.Count == _kernelBuffers,
            Describe($"round {round}: buffers are left\n{DrmDebugFs.Gems(_machine.Device)}{LiveObjects()}"));
        Assert.True(_machine.Device.Drm.Files.Count == 0, Describe("a file is left"));
        long pages = _machine.Board.Memory.CountOf(PageUse.Buffer);
        Assert.True(pages == _kernelPages, Describe($"round {round}: {pages - _kernelPages} pages of buffers are left"));
    }

    private async KTask MakeRequestsAsync(
        DrmFile file, FuzzMemory memory, RequestGenerator generator, int first, int requests)
    {
        Simulation simulation = _machine.Simulation;
        for (int i = first; i < first + requests; i++)
        {
            uint number = generator.Next(simulation.Now, out byte[] argument);
            if (Includes?.Invoke(i) ?? true)
            {
                await MakeRequestAsync(file, i, number, argument);
            }

            if (generator.Chance(16))
            {
                await simulation.Sleep(Duration.FromMicroseconds(1 + generator.Below(100)));
            }

            if (generator.Chance(16))
            {
                await memory.PlayAsync(generator);
            }

            if (generator.Chance(64))
            {
                CloseDescriptors(file, generator);
            }
        }
    }

    private async KTask MakeRequestAsync(DrmFile file, int index, uint number, byte[] argument)
    {
        Remember(number, argument);
        string words = Watcher is null ? "" : await FuzzWords.DescribeAsync(file, number, argument);
        KernelResult result = await file.IoctlAsync(number, argument);
        Watcher?.Invoke(index, $"{_machine.Simulation.Current!.Name}: {words} -> {result.Errno}");
        _answers[result.Errno] = _answers.GetValueOrDefault(result.Errno) + 1;
        _done++;
    }

    private static void CloseDescriptors(DrmFile file, RequestGenerator generator)
    {
        foreach (int descriptor in file.Files.Entries.Select(entry => entry.Key).ToArray())
        {
            if (generator.Chance(2))
            {
                file.Files.Close(descriptor);
            }
        }
    }

    private void Remember(uint number, byte[] argument)
    {
        if (_last.Count == KeptRequests)
        {
            _last.Dequeue();
        }

        UapiRequest? known = UapiRequests.Find(number) is { IsOk: true } found ? found.Value : null;
        _last.Enqueue($"{_done}: {known?.Name} 0x{number:x8} {Convert.ToHexString(argument)}");
    }

    private void CheckFindings(string when)
    {
        Finding[] unknown = _machine.Simulation.Findings
            .Where(finding => !IsExpected(finding))
            .ToArray();
        Assert.True(
            unknown.Length == 0,
            Describe($"{when}: {string.Join('\n', unknown.Take(3).Select(finding => finding.Report))}"));
        _machine.Simulation.Findings.Clear();
    }

    // A page fault is what a client gets that has the GPU execute what is not there, or destroys the VM of a job.
    private static bool IsExpected(Finding finding) => finding.Kind == FindingKind.GpuPageFault
        || (finding.Kind == FindingKind.Warn
            && s_knownWarnings.Any(known => finding.Title.Contains(known, StringComparison.Ordinal)));

    private string LiveObjects() => string.Join(
        ", ", _machine.Simulation.Objects.Live.GroupBy(item => item.Type).Select(type => $"{type.Count()} {type.Key}"));

    private string Describe(string what) =>
        $"seed {_seed}, after {_done} requests: {what}\nThe last requests:\n{string.Join('\n', _last)}";
}
