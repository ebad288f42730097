using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>The second phase: runs the tests of discovered containers with their setups and teardowns.</summary>
internal sealed class Execution(PSCmdlet cmdlet, PesterState state, PesterOutput output)
{
    private readonly ScopeRunner _scopes = new(cmdlet);

    public void Run(Container container)
    {
        Block root = container.Root!;
        if (container.ErrorRecord.Count > 0 || !root.ShouldRun) return;

        long start = Stopwatch.GetTimestamp();
        container.Executed = true;
        container.ExecutedAt = DateTime.Now;
        output.StartContainer(container);
        string drive = Directory.CreateTempSubdirectory("pester_").FullName;
        try
        {
            _scopes.InNewScope(() =>
            {
                cmdlet.SessionState.PSVariable.Set("local:TestDrive", drive);
                if (container.Data is not null) _scopes.Define(new System.Collections.Hashtable(container.Data));
                RunBody(root);
            });
        }
        finally
        {
            Directory.Delete(drive, recursive: true);
        }

        container.Duration = Stopwatch.GetElapsedTime(start) + container.DiscoveryDuration;
        container.Result = ResultOf(root);
        output.EndContainer(container);
    }

    private void RunBlock(Block block)
    {
        if (!block.ShouldRun) return;

        Block? outer = state.CurrentBlock;
        state.CurrentBlock = block;
        block.ExpandedName = block.Name;
        block.ExpandedPath = Join(block.Parent, block.Name);
        try
        {
            _scopes.InNewScope(() =>
            {
                _scopes.Define(block.Data);
                RunBody(block);
            });
        }
        finally
        {
            state.CurrentBlock = outer;
        }
    }

    private void RunBody(Block block)
    {
        long start = Stopwatch.GetTimestamp();
        block.Executed = true;
        block.ExecutedAt = DateTime.Now;
        bool allSkipped = block.AllTests().All(test => test.Skip || !test.ShouldRun);
        bool ready = block.IsRoot ? allSkipped || TrySetup(block, block.OneTimeTestSetup) : Enter(block, allSkipped);
        foreach (object item in block.Order)
        {
            if (item is Test test) RunTest(test, ready);
            else if (ready) RunBlock((Block)item);
            else Fail((Block)item);
        }

        if (!allSkipped && block.OneTimeTestTeardown is not null) TrySetup(block, block.OneTimeTestTeardown);
        block.Duration = Stopwatch.GetElapsedTime(start);
        block.Result = ResultOf(block);
    }

    private bool Enter(Block block, bool allSkipped)
    {
        Exception? failure = null;
        if (!allSkipped && block.OneTimeTestSetup is not null)
        {
            try
            {
                _scopes.Here(block.OneTimeTestSetup);
            }
            catch (RuntimeException exception) when (IsFailure(exception))
            {
                failure = exception;
            }
        }

        if (!allSkipped)
        {
            block.ExpandedName = SafeExpand(block.Name);
            block.ExpandedPath = Join(block.Parent, block.ExpandedName);
        }

        output.StartBlock(block);
        if (failure is null) return true;

        AddBlockError(block, failure);
        return false;
    }

    private bool TrySetup(Block block, ScriptBlock? setup)
    {
        if (setup is null) return true;

        try
        {
            _scopes.Here(setup);
            return true;
        }
        catch (RuntimeException exception) when (IsFailure(exception))
        {
            AddBlockError(block, exception);
            return false;
        }
    }

    private void AddBlockError(Block block, Exception exception)
    {
        block.ErrorRecord.Add(((RuntimeException)exception).ErrorRecord);
        output.BlockFailed(block, ((RuntimeException)exception).ErrorRecord);
    }

    /// <summary>A setup that failed takes all tests below it along.</summary>
    private static void Fail(Block block)
    {
        foreach (Test test in block.AllTests().Where(test => test.ShouldRun && !test.Skip)) test.Result = "Failed";
        block.Result = "Failed";
    }

    private void RunTest(Test test, bool ready)
    {
        test.ExpandedName = test.Name;
        test.ExpandedPath = Join(test.Block, test.Name);
        if (!test.ShouldRun) return;

        if (!ready)
        {
            test.Result = test.Skip ? "Skipped" : "Failed";
            return;
        }

        test.Executed = true;
        test.ExecutedAt = DateTime.Now;
        state.CurrentTest = test;
        state.SoftErrors.Clear();
        long start = Stopwatch.GetTimestamp();
        try
        {
            _scopes.InNewScope(() => RunSteps(test));
        }
        finally
        {
            state.CurrentTest = null;
        }

        foreach (ErrorRecord error in state.SoftErrors) test.ErrorRecord.Insert(0, error);
        Judge(test);
        test.Duration = Stopwatch.GetElapsedTime(start);
        test.FrameworkDuration = test.Duration - test.UserDuration;
        output.EndTest(test);
    }

    private void RunSteps(Test test)
    {
        _scopes.Define(test.Data);
        if (test.Skip)
        {
            test.Result = "Skipped";
            test.ExpandedName = SafeExpand(test.Name);
            test.ExpandedPath = Join(test.Block, test.ExpandedName);
            return;
        }

        long start = Stopwatch.GetTimestamp();
        List<Block> chain = Chain(test.Block);
        bool ready = chain.All(block => block.EachTestSetup is null || Step(test, block.EachTestSetup, keep: false));
        test.ExpandedName = SafeExpand(test.Name);
        test.ExpandedPath = Join(test.Block, test.ExpandedName);
        if (ready) Step(test, test.ScriptBlock, keep: true);
        foreach (Block block in Enumerable.Reverse(chain))
        {
            if (block.EachTestTeardown is not null) Step(test, block.EachTestTeardown, keep: false);
        }

        test.UserDuration = Stopwatch.GetElapsedTime(start);
    }

    private bool Step(Test test, ScriptBlock block, bool keep)
    {
        try
        {
            Collection<PSObject> result = _scopes.Here(block);
            if (keep) test.StandardOutput = result.Count switch { 0 => null, 1 => result[0], _ => result };
            return true;
        }
        catch (RuntimeException exception) when (IsFailure(exception))
        {
            test.ErrorRecord.Add(exception.ErrorRecord);
            return false;
        }
    }

    private static void Judge(Test test)
    {
        if (test.Result == "Skipped") return;

        ErrorRecord? first = test.ErrorRecord.OfType<ErrorRecord>().FirstOrDefault();
        test.Result = first?.FullyQualifiedErrorId.Split(',')[0] switch
        {
            null => "Passed",
            "PesterTestSkipped" => "Skipped",
            "PesterTestInconclusive" => "Inconclusive",
            _ => "Failed",
        };
    }

    private string SafeExpand(string name)
    {
        try
        {
            return _scopes.Expand(name);
        }
        catch (RuntimeException exception) when (IsFailure(exception))
        {
            return name;
        }
    }

    private static bool IsFailure(RuntimeException exception) => exception is not PipelineStoppedException;

    private static List<Block> Chain(Block block)
    {
        var chain = new List<Block>();
        for (Block? one = block; one is not null; one = one.Parent) chain.Insert(0, one);
        return chain;
    }

    private static string Join(Block? parent, string name) =>
        parent is null || parent.IsRoot ? name : (parent.ExpandedPath ?? string.Join('.', parent.Path)) + "." + name;

    private static string ResultOf(Block block)
    {
        if (block.ErrorRecord.Count > 0 || block.FailedCount > 0) return "Failed";
        if (block.Blocks.Exists(inner => inner.Result == "Failed")) return "Failed";
        return block.AllTests().Any(test => test.ShouldRun) ? "Passed" : "NotRun";
    }
}
