using System;
using BenchmarkDotNet.Attributes;
using Benchmarks.Workloads;
using Panthor.Driver.IoPgtable;
using static Benchmarks.Workloads.WorkloadConstants;

namespace Benchmarks.Driver;

/// <summary>Single calls of the page table, tables warm; nothing may be allocated.</summary>
[MemoryDiagnoser]
public class PageTableBenchmarks : IDisposable
{
    private const int Run = 512;
    private const IommuProt Prot = IommuProt.Read | IommuProt.Write | IommuProt.Cache;

    private readonly TablePool _pool = new(64);
    private ArmLpaeS1<TablePoolHost> _table = null!;

    [GlobalSetup]
    public void Setup()
    {
        _table = TablePoolHost.NewTable(_pool);
        _table.MapPages(VA0 + GiB, PA0, Page, Run, Prot, out _);
    }

    [Benchmark(OperationsPerInvoke = Run)]
    public ulong MapAndUnmap512PagesInOneCall()
    {
        _table.MapPages(VA0, PA0, Page, Run, Prot, out _);
        return _table.UnmapPages(VA0, Page, Run);
    }

    [Benchmark]
    public ulong MapAndUnmapOnePage()
    {
        _table.MapPages(VA0, PA0, Page, 1, Prot, out _);
        return _table.UnmapPages(VA0, Page, 1);
    }

    [Benchmark]
    public ulong Walk() => _table.IovaToPhys(VA0 + GiB + 0x12345);

    [GlobalCleanup]
    public void Cleanup() => _table.FreePgtable();

    public void Dispose()
    {
        _pool.Dispose();
        GC.SuppressFinalize(this);
    }
}
