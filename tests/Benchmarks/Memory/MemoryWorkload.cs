using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Panthor.Driver.Device;
using Panthor.Driver.Gem;
using Panthor.Driver.Uapi;
using Panthor.Hardware;
using Panthor.Kernel;

namespace Benchmarks;

/// <summary>
/// What memory costs, next to a memset of the same bytes in the same run: pages allocated and freed, buffers populated and
/// written, buffers evicted and restored.
/// </summary>
public static class MemoryWorkload
{
    private const int Rounds = 5;
    private const long MiB = 1L << 20;
    private const int BufferSize = 16 << 20;
    private const int Buffers = 64;

    /// <summary>Runs everything and prints a table.</summary>
    public static int Run()
    {
        double memset = Median(Rounds, Memset);
        Console.WriteLine($"memset of 1 GiB                 {memset:F2} GB/s");
        Console.WriteLine($"allocate and free 4 KiB pages   {Median(Rounds, () => AllocateAndFree(8)):F1} ns a page, in cache");
        Console.WriteLine($"the same over 16 MiB            {Median(Rounds, () => AllocateAndFree(4096)):F1} ns a page");
        double populate = Median(Rounds, PopulateAndWrite);
        Console.WriteLine($"populate and write 1 GiB        {populate:F2} GB/s, {populate / memset:F2} of memset");
        double evict = Median(Rounds, EvictAndRestore);
        Console.WriteLine($"evict and restore 256 MiB       {evict:F2} GB/s, {evict / memset:F2} of memset");
        Console.WriteLine($"page lookup                     {Median(Rounds, LookUp):F2} ns, {LookUpBytes()} bytes allocated");
        return 0;
    }

    private static double Median(int rounds, Func<double> measure) =>
        Enumerable.Range(0, rounds).Select(_ => measure()).Order().ElementAt(rounds / 2);

    private static double BytesPerNanosecond(long bytes, TimeSpan time) => bytes / time.TotalNanoseconds;

    // The pages are committed before: that of the machine's memory is no different.
    private static unsafe double Memset()
    {
        const long Size = 1L << 30;
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)Size, 4096);
        NativeMemory.Fill(block, (nuint)Size, 1);
        long start = Stopwatch.GetTimestamp();
        NativeMemory.Fill(block, (nuint)Size, 2);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        NativeMemory.AlignedFree(block);
        return BytesPerNanosecond(Size, time);
    }

    private static double AllocateAndFree(int count)
    {
        int repeats = 2_000_000 / count;
        using var simulation = new Simulation();
        using var memory = new PhysicalMemory(simulation, 64 * MiB);
        var pages = new ulong[count];
        long start = 0;
        for (int repeat = -1; repeat < repeats; repeat++)
        {
            if (repeat == 0)
                start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
                memory.TryAllocate(0, PageUse.Buffer, zero: true, out pages[i]);
            for (int i = 0; i < count; i++)
                memory.Free(pages[i], 0);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / ((double)count * repeats);
    }

    private static double PopulateAndWrite()
    {
        using Machine machine = Create(1280 * MiB, 0);
        DrmFile file = machine.Open("client").Value;
        var source = new byte[1 << 20];
        Array.Fill(source, (byte)3);
        TimeSpan time = default;

        // The first time commits the memory, the second is measured.
        for (int round = 0; round < 2; round++)
        {
            var handles = new uint[Buffers];
            long start = Stopwatch.GetTimestamp();
            machine.Call("write", async () =>
            {
                for (int i = 0; i < Buffers; i++)
                {
                    handles[i] = (await file.BoCreateAsync(BufferSize, 0, 0)).Value.Handle;
                    CpuMapping mapping = (await file.MmapAsync(handles[i])).Value;
                    for (ulong offset = 0; offset < BufferSize; offset += (ulong)source.Length)
                        await mapping.WriteAsync(offset, source);
                    await mapping.CloseAsync();
                }
            });
            time = Stopwatch.GetElapsedTime(start);
            foreach (uint handle in handles)
                file.GemClose(handle);
        }

        return BytesPerNanosecond((long)Buffers * BufferSize, time);
    }

    private static double EvictAndRestore()
    {
        const int Count = 16;
        using Machine machine = Create(512 * MiB, 512 * MiB);
        DrmFile file = machine.Open("client").Value;
        PanthorGemObject[] buffers = Fill(machine, file, Count);
        TimeSpan time = default;
        for (int round = 0; round < 2; round++)
        {
            long start = Stopwatch.GetTimestamp();
            machine.Call("evict", () => machine.Device.Mm.ReclaimNowAsync(int.MaxValue, canBlock: true));
            foreach (PanthorGemObject buffer in buffers)
            {
                machine.Call("pin", buffer.PinAsync);
                machine.Call("unpin", buffer.UnpinAsync);
            }

            time = Stopwatch.GetElapsedTime(start);
        }

        return BytesPerNanosecond((long)Count * BufferSize, time);
    }

    private static double LookUp()
    {
        const int Repeats = 1000;
        using Machine machine = Create(64 * MiB, 0);
        DrmFile file = machine.Open("client").Value;
        GemPages pages = Fill(machine, file, 1)[0].Pages!;
        ulong sum = Sum(pages);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Repeats; i++)
            sum += Sum(pages);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return sum == 0 ? 0 : time.TotalNanoseconds / ((double)pages.Count * Repeats);
    }

    private static long LookUpBytes()
    {
        using Machine machine = Create(64 * MiB, 0);
        DrmFile file = machine.Open("client").Value;
        GemPages pages = Fill(machine, file, 1)[0].Pages!;
        Sum(pages);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sum(pages);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Sum(GemPages pages)
    {
        ulong sum = 0;
        for (int i = 0; i < pages.Count; i++)
            sum += pages[i];
        return sum;
    }

    private static PanthorGemObject[] Fill(Machine machine, DrmFile file, int count)
    {
        var buffers = new PanthorGemObject[count];
        for (int i = 0; i < count; i++)
        {
            uint handle = machine.Call("create", () => file.BoCreateAsync(BufferSize, 0, 0)).Value.Handle;
            buffers[i] = file.Buffers.First(entry => entry.Key == handle).Value;
            machine.Call("pin", buffers[i].PinAsync);
            machine.Call("unpin", buffers[i].UnpinAsync);
        }

        return buffers;
    }

    private static Machine Create(long memory, long swap) =>
        Machine.Create(new MachineOptions { MemorySize = memory, SwapSize = swap }).Value;
}
