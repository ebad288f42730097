using System;
using Panthor.Driver.IoPgtable;

namespace Benchmarks.Workloads;

/// <summary>A page table over a <see cref="TablePool"/>.</summary>
internal readonly struct TablePoolHost(TablePool pool) : IPageTableHost
{
    public static unsafe ArmLpaeS1<TablePoolHost> NewTable(TablePool pool) =>
        ArmLpaeS1.Create(
            new IoPgtableConfig(48, 48, true),
            pool.Memory.Pointer(pool.Memory.Base),
            pool.Memory.Base,
            new TablePoolHost(pool))
        ?? throw new InvalidOperationException("no page table");

    public bool TryAllocateRoot(out ulong pa) => pool.TryTake(out pa);

    public bool TryAllocateTable(out ulong pa) => pool.TryTake(out pa);

    public void FreeRoot(ulong pa) => pool.Give(pa);

    public void FreeTable(ulong pa) => pool.Give(pa);

    public void Warn(string what) => throw new InvalidOperationException(what);

    public void WarnOnce(string what) => throw new InvalidOperationException(what);
}
