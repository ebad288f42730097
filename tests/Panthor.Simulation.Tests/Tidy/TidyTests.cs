using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Panthor.Kernel.Tests.Tidy;

public sealed class TidyTests
{
    /// <summary>What is tolerated, and why.</summary>
    private static readonly Dictionary<string, string[]> s_tolerated = new(StringComparer.Ordinal)
    {
        ["Panthor.Simulation"] =
        [
            // The pools of empty frames, one for each OS thread: nothing of a run stays in them.
            "static field: Panthor.Kernel.StateMachineFrame`1.t_free",
            "static field: Panthor.Kernel.StateMachineFrame`2.t_free",
        ],
        ["Panthor.Hardware"] = [],
        ["Panthor.Driver"] = [],
    };

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    [Theory]
    [InlineData("Panthor.Simulation")]
    [InlineData("Panthor.Hardware")]
    [InlineData("Panthor.Driver")]
    public void Nothing_that_breaks_determinism_is_in_the_engine(string assembly)
    {
        IEnumerable<string> found = AssemblyScanner.Scan(PathOf(assembly))
            .Select(violation => $"{violation.Rule}: {violation.Where}")
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(s_tolerated[assembly], found);
    }

    [Fact]
    public void An_assembly_that_is_missing_fails() =>
        Assert.Throws<FileNotFoundException>(() => AssemblyScanner.Scan(PathOf("Panthor.Missing")));

    [Theory]
    [InlineData("System.DateTime.get_Now", "Now")]
    [InlineData("System.DateTime.get_UtcNow", "UtcNow")]
    [InlineData("System.Diagnostics.Stopwatch", "Watch")]
    [InlineData("System.Environment.get_TickCount64", "Ticks")]
    [InlineData("System.Guid.NewGuid", "Identify")]
    [InlineData("System.Random", "Draw")]
    [InlineData("System.Threading.Thread", "Sleep")]
    [InlineData("System.Threading.ThreadPool", "Queue")]
    [InlineData("System.Threading.Monitor", "Lock")]
    [InlineData("System.Object.GetHashCode", "HashOf")]
    [InlineData("System.String.GetHashCode", "HashOfText")]
    [InlineData("System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode", "Identity")]
    [InlineData("System.HashCode", "Mix")]
    [InlineData("System.Globalization.CultureInfo.get_CurrentCulture", "Culture")]
    [InlineData("System.Collections.Concurrent", "Share")]
    [InlineData("System.Environment.GetEnvironmentVariable", "Ask")]
    [InlineData("System.Collections.Generic.Dictionary`2.GetEnumerator", "EnumerateDictionary")]
    [InlineData("System.Collections.Generic.Dictionary`2.get_Values", "EnumerateValues")]
    [InlineData("System.Collections.Generic.HashSet`1.GetEnumerator", "EnumerateSet")]
    [InlineData("finalizer", "Finalize")]
    [InlineData("static field", "Counter")]
    [InlineData("static field", "PerThread")]
    [InlineData("static field", "<Property>k__BackingField")]
    public void Everything_that_is_banned_is_seen(string rule, string member)
    {
        Violation expected = new(rule, $"Panthor.Kernel.Tests.Tidy.TidyFixture.{member}");
        Assert.Contains(expected, AssemblyScanner.Scan(PathOf("Panthor.Simulation.Tests")));
    }

    [Fact]
    public void Tasks_of_the_thread_pool_are_seen_where_the_compiler_hides_them()
    {
        IReadOnlyList<Violation> found = AssemblyScanner.Scan(PathOf("Panthor.Simulation.Tests"));
        Assert.Contains(new Violation("System.Threading.Tasks", "a signature"), found);
        Assert.Contains(
            found,
            item => item.Rule == "System.Threading.Tasks"
                && item.Where.StartsWith("Panthor.Kernel.Tests.Tidy.TidyFixture/<Wait>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hash_code_made_of_others_is_tolerated() =>
        Assert.DoesNotContain(
            AssemblyScanner.Scan(PathOf("Panthor.Simulation.Tests")),
            item => item.Where == "Panthor.Kernel.Tests.Tidy.TidyFixture.GetHashCode");
}
