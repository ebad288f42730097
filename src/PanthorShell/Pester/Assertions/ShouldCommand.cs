using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using PanthorShell.Formatting;

namespace Pester;

/// <summary>Asserts something about what is piped to it.</summary>
[Cmdlet("Pester", "Should")]
internal sealed class ShouldCommand : ShouldParameters
{
    private readonly List<object?> _input = [];

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput) _input.Add(ActualValue);
    }

    protected override void EndProcessing()
    {
        if (FileContentMatch) throw Refusal.Of(this, "Should -FileContentMatch");

        if (!MyInvocation.ExpectingInput && MyInvocation.BoundParameters.ContainsKey(nameof(ActualValue))) AddActual();
        object?[] actual = [.. _input];
        if (ParameterSetName is "Be" or "BeExactly" or "HaveCount" or "Contain" or "BeNullOrEmpty")
        {
            Report(TestAll(actual));
            return;
        }

        foreach (object? item in actual.Length > 0 ? actual : [null]) Report(TestOne(item));
    }

    private void AddActual()
    {
        object? plain = ArrayComparison.Plain(ActualValue);
        if (plain is IEnumerable items and not string and not IDictionary)
        {
            foreach (object? item in items) _input.Add(item);
            return;
        }

        _input.Add(ActualValue);
    }

    private string? TestAll(object?[] actual)
    {
        var assertion = new Assertion(Not, Because);
        return ParameterSetName switch
        {
            "Be" => assertion.Be(actual, ExpectedValue, caseSensitive: false, Width(), PathLength()),
            "BeExactly" => assertion.Be(actual, ExpectedValue, caseSensitive: true, Width(), PathLength()),
            "HaveCount" => assertion.HaveCount(
                actual, LanguagePrimitives.ConvertTo<int>(ExpectedValue)),
            "Contain" => assertion.Contain(actual, ExpectedValue),
            _ => assertion.BeNullOrEmpty(actual),
        };
    }

    private string? TestOne(object? actual)
    {
        var assertion = new Assertion(Not, Because);
        return ParameterSetName switch
        {
            "BeGreaterThan" => assertion.Greater(actual, ExpectedValue, orEqual: false),
            "BeGreaterOrEqual" => assertion.Greater(actual, ExpectedValue, orEqual: true),
            "BeLessThan" => assertion.Less(actual, ExpectedValue, orEqual: false),
            "BeLessOrEqual" => assertion.Less(actual, ExpectedValue, orEqual: true),
            "BeLike" => assertion.Like(actual, ExpectedValue, caseSensitive: false),
            "BeLikeExactly" => assertion.Like(actual, ExpectedValue, caseSensitive: true),
            "Match" => assertion.Match(actual, RegularExpression ?? "", caseSensitive: false),
            "MatchExactly" => assertion.Match(actual, RegularExpression ?? "", caseSensitive: true),
            "BeTrue" => assertion.BeTrue(actual, wanted: true),
            "BeFalse" => assertion.BeTrue(actual, wanted: false),
            "BeOfType" => assertion.BeOfType(actual, ExpectedType),
            "BeIn" => assertion.BeIn(actual, ExpectedValue),
            "Exist" => assertion.Exist(actual, Exists(actual)),
            "Throw" => TestThrow(actual, assertion),
            _ => new ParameterAssertion(this, Not, Because).Test(actual),
        };
    }

    private string? TestThrow(object? actual, Assertion assertion)
    {
        if (ArrayComparison.Plain(actual) is not ScriptBlock block)
        {
            throw new ArgumentException(
                "Input is missing or not a ScriptBlock. Input to '-Throw' and '-Not -Throw' must be enclosed in "
                + "curly braces.");
        }

        ErrorRecord? thrown = null;
        try
        {
            new ScopeRunner(this).Inside(block);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            thrown = exception.ErrorRecord;
        }

        string? failure = assertion.Throw(thrown, ExpectedMessage, ErrorId, ExceptionType);
        if (failure is null && PassThru && thrown is not null) WriteObject(thrown);
        return failure;
    }

    private bool Exists(object? actual)
    {
        string path = actual is null ? "" : PSObject.AsPSObject(actual).ToString();
        return path.Length > 0
            && (InvokeProvider.Item.Exists(path) || InvokeProvider.Item.Exists(path, force: true, literalPath: true));
    }

    private void Report(string? failure)
    {
        if (failure is null) return;

        var target = new Hashtable
        {
            ["Message"] = failure,
            ["File"] = MyInvocation.ScriptName,
            ["Line"] = MyInvocation.ScriptLineNumber,
            ["LineText"] = MyInvocation.Line.TrimEnd('\r', '\n'),
            ["Terminating"] = true,
        };
        var error = new ErrorRecord(new PesterAssertionException(failure), "PesterAssertionFailed",
            ErrorCategory.InvalidResult, target);
        if (IsSoft())
        {
            PesterState.Of(this).SoftErrors.Add(error);
            return;
        }

        ThrowTerminatingError(error);
    }

    private bool IsSoft()
    {
        PesterState state = PesterState.Of(this);
        if (state.CurrentTest is null) return false;
        string action = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? own)
            ? own?.ToString() ?? ""
            : state.Configuration.Should.ErrorAction.Value;
        return !action.Equals("Stop", StringComparison.OrdinalIgnoreCase);
    }

    private int Width()
    {
        int width = Host.UI?.RawUI?.BufferSize.Width ?? 0;
        return width > 0 ? width : ConsoleSize.Width;
    }

    private int PathLength() => PesterState.Of(this).CurrentTest?.Path.Length ?? 0;
}
