using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Runs a block, or gets a member, for each object.</summary>
[Cmdlet("ForEach", "Object", SupportsShouldProcess = true, DefaultParameterSetName = "ScriptBlockSet")]
internal sealed partial class ForEachObjectCommand : PSCmdlet
{
    private readonly List<ScriptBlock?> _process = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = "ScriptBlockSet")]
    public ScriptBlock? Begin { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ScriptBlockSet")]
    [AllowNull]
    [AllowEmptyCollection]
    public ScriptBlock?[]? Process { get; set; }

    [Parameter(ParameterSetName = "ScriptBlockSet")]
    public ScriptBlock? End { get; set; }

    [Parameter(ParameterSetName = "ScriptBlockSet", ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public ScriptBlock?[]? RemainingScripts { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "PropertyAndMethodSet")]
    [ValidateNotNullOrEmpty]
    public string? MemberName { get; set; }

    [Alias("Args")]
    [Parameter(ParameterSetName = "PropertyAndMethodSet", ValueFromRemainingArguments = true)]
    public object?[]? ArgumentList { get; set; }

    protected override void BeginProcessing()
    {
        if (Parallel is not null)
        {
            BeginParallel(Parallel);
            return;
        }

        if (MemberName is not null) return;

        // Without -Begin and -End, the first of several blocks begins and the last of three or more ends.
        _process.AddRange(Process ?? []);
        _process.AddRange(RemainingScripts ?? []);
        ScriptBlock? begin = Begin;
        bool named = MyInvocation.BoundParameters.ContainsKey(nameof(Begin));
        if (!named && _process.Count > 1)
        {
            begin = _process[0];
            _process.RemoveAt(0);
        }

        if (!MyInvocation.BoundParameters.ContainsKey(nameof(End)) && _process.Count > 1 && !named
            || (named && !MyInvocation.BoundParameters.ContainsKey(nameof(End)) && _process.Count > 1))
        {
            End = _process[^1];
            _process.RemoveAt(_process.Count - 1);
        }

        if (begin is not null) BlockRunner.Stream(this, begin, null);
    }

    protected override void ProcessRecord()
    {
        if (_pool is not null)
        {
            ProcessParallel(_pool);
            return;
        }

        if (MemberName is not null)
        {
            ProcessMember(MemberName);
            return;
        }

        foreach (ScriptBlock? block in _process)
        {
            if (block is not null) BlockRunner.Stream(this, block, InputObject);
        }
    }

    protected override void EndProcessing()
    {
        if (_pool is not null) EndParallel(_pool);
        if (End is not null) BlockRunner.Stream(this, End, null);
    }

    private void ProcessMember(string name)
    {
        if (InputObject is null)
        {
            WriteError(new ErrorRecord(
                new PSInvalidOperationException("The input object is null."),
                "InputObjectIsNull",
                ErrorCategory.InvalidArgument,
                InputObject));
            return;
        }

        if (InputObject.BaseObject is IDictionary map && ArgumentList is null or { Length: 0 } && map is not null
            && map.Contains(name))
        {
            WriteObject(map[name], enumerateCollection: true);
            return;
        }

        if (ResolveMember(name) is not { } member) return;

        try
        {
            if (member is PSMethodInfo method)
            {
                if (ShouldProcess(InputObject.ToString(), "Invoke method: " + member.Name))
                    WriteObject(method.Invoke([.. (ArgumentList ?? []).Select(Unwrap)!]), enumerateCollection: true);
            }
            else if (ArgumentList is { Length: > 0 })
            {
                Fail("MethodNotFound", $"The method {name} cannot be found.");
            }
            else
            {
                WriteObject(member.Value, enumerateCollection: true);
            }
        }
        catch (Exception exception) when (exception is MethodException or GetValueException)
        {
            string id = member is PSMethodInfo ? "MethodInvocationError" : "PropertyGetError";
            WriteError(new ErrorRecord(exception, id, ErrorCategory.InvalidOperation, InputObject));
        }
    }

    private PSMemberInfo? ResolveMember(string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            PSMemberInfo? exact = InputObject!.Members[name];
            if (exact is null) WriteObject(null);
            return exact;
        }

        ReadOnlyPSMemberInfoCollection<PSMemberInfo> matches = InputObject!.Members.Match(name);
        if (matches.Count == 1) return matches[0];

        if (matches.Count > 1)
        {
            string names = string.Join(", ", matches.Select(match => match.Name));
            Fail("AmbiguousPropertyOrMethodName", $"The name {name} is ambiguous: {names}.");
            return null;
        }

        WriteObject(null);
        return null;
    }

    private void Fail(string id, string message) => WriteError(new ErrorRecord(
        new PSArgumentException(message), id, ErrorCategory.InvalidArgument, InputObject));

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped
        ? wrapped.BaseObject : value;
}
