using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Benchmarks.Measurement;
using Benchmarks.Workloads;

namespace Benchmarks;

/// <summary>The commands <c>verify</c> and <c>time</c>.</summary>
internal static class WorkloadCommands
{
    private const int DefaultRepetitions = 9;

    // The compiler needs more than one to be done with the hot loops.
    private const int Warmups = 3;
    private const string Usage =
        """
        usage: verify W1|W2|W3|W4|W5|W6|W6A|W7|all [--seed 0x..]
               time   W1|W2|W3|W4|W5|W6|W6A|W7|all [--repeat n]
        """;

    /// <summary>Prints hashes and counts, a JSON line for each workload.</summary>
    /// <returns>0; 1 when they are not those of the reference (for its seed); 2 for a wrong argument.</returns>
    public static int Verify(string[] arguments)
    {
        if (!TryParse(arguments, "--seed", out IReadOnlyList<string> names, out ulong? seed))
            return ShowUsage();
        ulong used = seed ?? XorShift64Star.DefaultSeed;
        bool failed = false;
        foreach (string name in names)
        {
            using IWorkload workload = WorkloadTable.Create(name)!;
            IReadOnlyList<WorkloadResult> results = workload.Run(used, new PhaseClock(), true);
            List<string> differences = used == XorShift64Star.DefaultSeed ? Differences(workload, results) : [];
            Console.WriteLine(Line(name, used, results, differences));
            failed |= differences.Count != 0;
        }

        return failed ? 1 : 0;
    }

    /// <summary>Prints the median times beside those of the kernel.</summary>
    public static int Time(string[] arguments)
    {
        if (!TryParse(arguments, "--repeat", out IReadOnlyList<string> names, out ulong? repeat))
            return ShowUsage();
        Console.WriteLine("| phase | ns per unit | floor | bytes | kernel C | ratio (floor) | goal |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (string name in names)
        {
            using IWorkload workload = WorkloadTable.Create(name)!;
            var clock = new PhaseClock();
            for (ulong repetition = 0; repetition < (repeat ?? DefaultRepetitions) + Warmups; repetition++)
            {
                GC.Collect();
                workload.Run(XorShift64Star.DefaultSeed, clock, false);
                clock.EndRepetition(repetition >= Warmups);
            }

            foreach (string phase in clock.Phases)
                Console.WriteLine(Row(phase, clock));
        }

        return 0;
    }

    private static string Row(string phase, PhaseClock clock)
    {
        (double median, double floor, double bytes) = clock.Of(phase);
        string kernel = KernelFigure.ByPhase.TryGetValue(phase, out KernelFigure figure)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.Median:0.##} ({figure.Best:0.##}) | "
                + $"{median / figure.Median:0.00} ({floor / figure.Best:0.00}) | {figure.Goal:0.0}")
            : "| |";
        return string.Create(
            CultureInfo.InvariantCulture, $"| {phase} | {median:0.00} | {floor:0.00} | {bytes:0.0} | {kernel} |");
    }

    private static string Line(
        string name, ulong seed, IReadOnlyList<WorkloadResult> results, List<string> differences)
    {
        string body = results.Count == 1
            ? results[0].ToString()
            : $"\"runs\": [{string.Join(", ", results.Select(Braced))}]";
        string check = seed != XorShift64Star.DefaultSeed ? "none"
            : differences.Count == 0 ? "match"
            : $"mismatch ({string.Join("; ", differences).Replace("\"", "", StringComparison.Ordinal)})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"workload": "{{name}}", "seed": "0x{{seed:x16}}", {{body}}, "reference": "{{check}}"}""");
    }

    private static string Braced(WorkloadResult result) => $"{{{result}}}";

    private static List<string> Differences(IWorkload workload, IReadOnlyList<WorkloadResult> results)
    {
        List<string> differences = [];
        for (int i = 0; i < workload.Expected.Count; i++)
            differences.AddRange(results[i].DifferencesFrom(workload.Expected[i]));
        return differences;
    }

    private static bool TryParse(string[] arguments, string option, out IReadOnlyList<string> names, out ulong? value)
    {
        names = [];
        value = null;
        if (arguments.Length is not (1 or 3) || (arguments.Length == 3 && arguments[1] != option))
            return false;
        names = WorkloadTable.Select(arguments[0]);
        if (arguments.Length == 1)
            return names.Count != 0;
        bool isHex = arguments[2].StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isNumber = ulong.TryParse(
            isHex ? arguments[2][2..] : arguments[2],
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out ulong number);
        value = number;
        return isNumber && number != 0 && names.Count != 0;
    }

    private static int ShowUsage()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
