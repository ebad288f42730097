using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Panthor.Hardware;

namespace Benchmarks.CommandStreams;

/// <summary>The command <c>time cs</c>: how many instructions a second the command stream processor executes.</summary>
internal static class CommandStreamWorkload
{
    private const int Turns = 2_000_000;
    private const int Rounds = 15;

    // The compiler replaces what it compiled in haste in the background; that takes its time on a busy machine.
    private const int Warmups = 10;

    // As the firmware's slices: 100 µs of the Mali-G610's clock.
    private const long Slice = 19_800;

    /// <summary>Runs the loops and prints a table.</summary>
    public static int Run()
    {
        Console.WriteLine("| loop | instructions a turn | M instructions/s: median | best | bytes a turn |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        Measure("counted, with sync writes", 5, CommandStreamLoops.Counted(Turns), long.MaxValue / 4);
        Measure("the same in slices of 19 800 cycles", 5, CommandStreamLoops.Counted(Turns), Slice);
        Measure("arithmetic", 4, CommandStreamLoops.Arithmetic(Turns), long.MaxValue / 4);
        Measure("stores", 4, CommandStreamLoops.Stores(Turns), long.MaxValue / 4);
        return 0;
    }

    private static void Measure(string name, int instructions, string text, long slice)
    {
        using var machine = new CommandStreamMachine();
        List<double> rates = [];
        long bytes = 0;
        for (int round = -Warmups; round < Rounds; round++)
        {
            machine.Load(text);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            CsStop stop;
            do
            {
                stop = machine.Stream.Run(slice, out _);
            }
            while (stop == CsStop.Budget);

            TimeSpan time = Stopwatch.GetElapsedTime(start);
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (stop != CsStop.Empty)
                throw new InvalidOperationException($"{name} ended with {stop}");

            if (round >= 0)
                rates.Add((double)Turns * instructions / time.TotalMicroseconds);
        }

        double median = rates.Order().ElementAt(Rounds / 2);
        Console.WriteLine(
            $"| {name} | {instructions} | {median:F0} | {rates.Max():F0} | {(double)bytes / Turns:F1} |");
    }
}
