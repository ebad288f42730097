using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
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
    private const int Rounds = 7;
    private const long MiB = 1L << 20;
    private const int BufferSize = 16 << 20;
    private const int Buffers = 64;

    private static readonly (string Name, Func<double> Measure)[] s_bandwidths =
    [
        ("populate and write 1 GiB", PopulateAndWrite),
        ("evict and restore 256 MiB", EvictAndRestore),
    ];

    private static readonly (string Name, Func<double> Measure)[] s_times =
    [
        ("allocate and free 4 KiB, cleared when touched", () => AllocateAndFree(4096, PageFill.ZeroOnTouch)),
        ("allocate and free 4 KiB, cleared at once, in cache", () => AllocateAndFree(8, PageFill.Zero)),
        ("allocate and free 4 KiB, cleared at once, over 16 MiB", () => AllocateAndFree(4096, PageFill.Zero)),
        ("page lookup", LookUp),
    ];

    /// <summary>Runs the measurements and prints tables.</summary>
    /// <param name="arguments">Words of the names of those to run; none for all.</param>
    public static int Run(string[] arguments)
    {
        Console.WriteLine("| bandwidth | GB/s: median | best | of memset: median | best |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach ((string name, Func<double> measure) in Select(s_bandwidths, arguments))
        {
            // Each beside a memset of its own: the machine has other work, too.
            List<(double Value, double Ratio)> rounds = [];
            for (int round = 0; round < Rounds; round++)
            {
                double memset = Memset();
                double value = measure();
                rounds.Add((value, value / Math.Max(memset, Memset())));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(rounds.Select(round => round.Value)):F2} | {rounds.Max(round => round.Value):F2} "
                + $"| {Median(rounds.Select(round => round.Ratio)):F2} | {rounds.Max(round => round.Ratio):F2} |"));
        }

        Console.WriteLine("| time | ns: median | best |");
        Console.WriteLine("| --- | ---: | ---: |");
        foreach ((string name, Func<double> measure) in Select(s_times, arguments))
        {
            double[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => measure())];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {Median(rounds):F1} | {rounds.Min():F1} |"));
        }

        return 0;
    }

    private static IEnumerable<(string Name, Func<double> Measure)> Select(
        (string Name, Func<double> Measure)[] all, string[] words) =>
        all.Where(each => words.Length == 0 || words.Any(word => each.Name.Contains(word, StringComparison.Ordinal)));

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

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

    private static double AllocateAndFree(int count, PageFill fill)
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
                memory.TryAllocate(0, PageUse.Buffer, fill, out pages[i]);
            for (int i = 0; i < count; i++)
                memory.Free(pages[i], 0);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / ((double)count * repeats);
    }

    private static double PopulateAndWrite()
    {
        using Machine machine = Create(1280 * MiB, 0);
        DrmFile file = machine.Open("client").Value;
        byte[] source = Source();
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
        byte[] source = Source();
        for (int i = 0; i < count; i++)
        {
            uint handle = machine.Call("create", () => file.BoCreateAsync(BufferSize, 0, 0)).Value.Handle;
            buffers[i] = file.Buffers.First(entry => entry.Key == handle).Value;
            KernelMapping map = machine.Call("vmap", buffers[i].VmapAsync).Value;
            for (ulong offset = 0; offset < BufferSize; offset += (ulong)source.Length)
                map.Write(offset, source);
            machine.Call("vunmap", buffers[i].VunmapAsync);
        }

        return buffers;
    }

    private static byte[] Source()
    {
        var bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i * 7);
        return bytes;
    }

    private static Machine Create(long memory, long swap) =>
        Machine.Create(new MachineOptions { MemorySize = memory, SwapSize = swap }).Value;
}
