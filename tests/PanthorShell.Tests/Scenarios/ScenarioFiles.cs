using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Pester;

namespace PanthorShell.Tests.Scenarios;

/// <summary>The scenario files of <c>tests/Scenarios</c>: each is discovered once and run once.</summary>
internal static class ScenarioFiles
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<PesterTestResult>>> s_results = new();

    static ScenarioFiles()
    {
        ScenarioUses.Watch();
    }

    /// <summary>The folder with the files, found from the place of the test assembly upwards.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The names of the files.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>The tests of a file, in the order in which they are written.</summary>
    public static IReadOnlyList<PesterTestCase> Discover(string name) =>
        PesterRunner.Discover(Path.Combine(Folder, name));

    /// <summary>The results of a file's tests, in the same order; the file runs at the first call.</summary>
    public static IReadOnlyList<PesterTestResult> Run(string name) => s_results.GetOrAdd(
        name,
        file => new Lazy<IReadOnlyList<PesterTestResult>>(() => ScenarioUses.Of(file, () => PesterRunner.RunFile(Path.Combine(Folder, file))))).Value;

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PanthorPS.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "Scenarios");
            }
        }

        throw new DirectoryNotFoundException($"No PanthorPS.sln above {AppContext.BaseDirectory}");
    }
}
