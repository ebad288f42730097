using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Pester;

/// <summary>The first phase: runs a file to learn its blocks and tests, and nothing of what is in the tests.</summary>
internal sealed class Discovery(PSCmdlet cmdlet, PesterState state)
{
    private readonly ScriptBlock _runFile = ScriptBlock.Create("param($file, $data) & $file @data");

    private readonly ScopeRunner _scopes = new(cmdlet);

    /// <summary>Discovers a container; what goes wrong is kept in it.</summary>
    public void Discover(Container container)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        var root = new Block { Name = "Root", Path = [], BlockContainer = container };
        container.Root = root;
        Block? outer = state.Discovering;
        state.Discovering = root;
        try
        {
            object target = container.Item is FileInfo file ? file.FullName : container.Item;
            _scopes.Inside(_runFile, target, container.Data ?? new Hashtable());
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            container.ErrorRecord.Add(exception.ErrorRecord);
            container.Result = "Failed";
        }
        finally
        {
            state.Discovering = outer;
        }

        container.DiscoveryDuration = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        MarkEnds(root);
    }

    /// <summary>Adds a Describe or Context, once for each item of its data.</summary>
    public void AddBlock(
        string kind, string name, ScriptBlock body, object[]? forEach, bool hasForEach, string[] tags, bool skip,
            int line)
    {
        foreach (object? data in hasForEach ? forEach ?? [] : new object?[] { null })
        {
            Block parent = state.Discovering!;
            var block = new Block
            {
                Name = name,
                Path = [.. parent.Path, name],
                Data = data,
                Tag = tags,
                Skip = skip,
                BlockContainer = parent.BlockContainer,
                Parent = parent,
                ScriptBlock = body,
                StartLine = line,
                Kind = kind,
            };
            parent.Blocks.Add(block);
            parent.Order.Add(block);
            state.Discovering = block;
            try
            {
                _scopes.InNewScope(() =>
                {
                    _scopes.Define(data);
                    _scopes.Here(body);
                });
            }
            finally
            {
                state.Discovering = parent;
            }
        }
    }

    /// <summary>Adds an It, once for each item of its data.</summary>
    public void AddTest(
        string name, ScriptBlock body, object[]? forEach, bool hasForEach, string[] tags, bool skip, int line)
    {
        Block block = state.Discovering!;
        foreach (object? data in hasForEach ? forEach ?? [] : new object?[] { null })
        {
            var test = new Test
            {
                Name = name,
                Path = [.. block.Path, name],
                Data = data,
                Tag = tags,
                Skip = skip,
                Block = block,
                ScriptBlock = body,
                StartLine = line,
            };
            block.Tests.Add(test);
            block.Order.Add(test);
        }
    }

    private static void MarkEnds(Block block)
    {
        if (block.Tests.Count > 0)
        {
            block.Tests[0].First = true;
            block.Tests[^1].Last = true;
        }

        foreach (Block inner in block.Blocks)
        {
            inner.First = ReferenceEquals(inner, block.Blocks[0]);
            inner.Last = ReferenceEquals(inner, block.Blocks[^1]);
            MarkEnds(inner);
        }
    }
}

/// <summary>Which tests a filter lets run.</summary>
internal sealed class TestFilter(FilterConfiguration filter)
{
    private readonly string[] _tags = filter.Tag.Value;
    private readonly string[] _excluded = filter.ExcludeTag.Value;
    private readonly string[] _names = filter.FullName.Value;
    private readonly string[] _lines = filter.Line.Value;

    public void Apply(Block root) => Apply(root, included: false, excluded: false, skip: false);

    private void Apply(Block block, bool included, bool excluded, bool skip)
    {
        included |= MatchesTag(block.Tag, _tags) || MatchesName(block.Path) || MatchesLine(block, block.StartLine);
        excluded |= MatchesTag(block.Tag, _excluded);
        skip |= block.Skip;
        block.Skip = skip;
        foreach (object item in block.Order)
        {
            if (item is Block inner)
            {
                Apply(inner, included, excluded, skip);
                continue;
            }

            var test = (Test)item;
            bool any = _tags.Length + _names.Length + _lines.Length == 0;
            bool chosen = any || included || MatchesTag(test.Tag, _tags) || MatchesName(test.Path)
                || MatchesLine(block, test.StartLine);
            test.ShouldRun = chosen && !excluded && !MatchesTag(test.Tag, _excluded);
            test.Skip |= skip;
        }

        block.ShouldRun = block.AllTests().Any(test => test.ShouldRun);
    }

    private static bool MatchesTag(string[] tags, string[] patterns) => patterns.Any(pattern =>
        tags.Any(tag => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(tag)));

    private bool MatchesName(IEnumerable<string> path)
    {
        string name = string.Join('.', path);
        return _names.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));
    }

    private bool MatchesLine(Block block, int line)
    {
        string place = block.BlockContainer.Name + ":" + line;
        return _lines.Any(wanted => string.Equals(wanted, place, StringComparison.OrdinalIgnoreCase));
    }
}
