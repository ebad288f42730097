using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>A whole run: finds files, discovers, filters, executes, reports.</summary>
internal sealed class PesterEngine(PSCmdlet cmdlet, PesterConfiguration configuration, Action<string> write)
{
    private readonly PesterState _state = PesterState.Of(cmdlet);

    public Run Invoke()
    {
        var run = new Run { Configuration = configuration, ExecutedAt = DateTime.Now, Executed = true };
        PesterConfiguration outer = _state.Configuration;
        _state.Configuration = configuration;
        long start = Stopwatch.GetTimestamp();
        try
        {
            run.Containers.AddRange(Containers());
            var output = new PesterOutput(write, configuration.Output.Verbosity.Value);
            Discover(run, output);
            output.StartRun();
            if (!configuration.Run.SkipRun.Value)
            {
                var execution = new Execution(cmdlet, _state, output);
                foreach (Container container in run.Containers) execution.Run(container);
            }

            run.Duration = Stopwatch.GetElapsedTime(start);
            run.UserDuration = new TimeSpan(run.Tests.Sum(test => test.UserDuration.Ticks));
            run.FrameworkDuration = run.Duration - run.UserDuration;
            run.Result = run.FailedCount + run.FailedBlocksCount + run.FailedContainersCount > 0 ? "Failed" : "Passed";
            output.EndRun(run);
        }
        finally
        {
            _state.Configuration = outer;
        }

        return run;
    }

    private void Discover(Run run, PesterOutput output)
    {
        output.StartDiscovery(run.Containers.Count);
        long start = Stopwatch.GetTimestamp();
        var discovery = new Discovery(cmdlet, _state);
        var filter = new TestFilter(configuration.Filter);
        foreach (Container container in run.Containers)
        {
            discovery.Discover(container);
            filter.Apply(container.Root!);
            if (container.ErrorRecord.Count > 0) output.DiscoveryFailed(container);
        }

        run.DiscoveryDuration = Stopwatch.GetElapsedTime(start);
        output.EndDiscovery(run.TotalCount, run.DiscoveryDuration);
        output.Filters(configuration.Filter, run.Tests.Count(test => test.ShouldRun));
    }

    private List<Container> Containers()
    {
        var containers = new List<Container>();
        RunConfiguration settings = configuration.Run;
        bool hasContainers = settings.Container.Value.Length > 0;
        if (!hasContainers || settings.Path.IsModified)
        {
            foreach (string path in settings.Path.Value) containers.AddRange(Files(path).Select(AsContainer));
        }

        containers.AddRange(settings.Container.Value);
        return containers;
    }

    private static Container AsContainer(string path) => new() { Item = new FileInfo(path) };

    private IEnumerable<string> Files(string path)
    {
        ICollection<string> resolved = WildcardPattern.ContainsWildcardCharacters(path)
            ? cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)
            : [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)];
        foreach (string one in resolved)
        {
            if (File.Exists(one))
            {
                yield return one;
            }
            else if (Directory.Exists(one))
            {
                string pattern = "*" + configuration.Run.TestExtension.Value;
                foreach (string file in Directory.EnumerateFiles(one, pattern, SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal))
                {
                    if (!Excluded(file)) yield return file;
                }
            }
            else
            {
                cmdlet.WriteError(new ErrorRecord(
                    new ItemNotFoundException($"Could not resolve path '{one}', the path does not exist."),
                    "PathNotFound",
                    ErrorCategory.ObjectNotFound,
                    one));
            }
        }
    }

    private bool Excluded(string file) => configuration.Run.ExcludePath.Value.Any(pattern =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(file)
        || file.StartsWith(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(pattern),
            StringComparison.Ordinal));
}
