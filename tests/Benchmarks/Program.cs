using Benchmarks;
using Benchmarks.CommandStreams;
using BenchmarkDotNet.Running;

return args switch
{
    ["verify", .. var rest] => WorkloadCommands.Verify(rest),
    ["time", "cs"] => CommandStreamWorkload.Run(),
    ["time", .. var rest] => WorkloadCommands.Time(rest),
    ["memory", .. var rest] => MemoryWorkload.Run(rest),
    _ => RunBenchmarkDotNet(args),
};

static int RunBenchmarkDotNet(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(WorkloadCommands).Assembly).Run(arguments);
    return 0;
}
