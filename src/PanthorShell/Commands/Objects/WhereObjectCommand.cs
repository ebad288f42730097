using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using PanthorShell.Hosting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Lets objects through that a block or a comparison accepts.</summary>
[Cmdlet("Where", "Object", DefaultParameterSetName = "EqualSet")]
internal sealed class WhereObjectCommand : PSCmdlet
{
    private string _operator = "EQ";
    private bool _hasValue;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ScriptBlockSet")]
    public ScriptBlock? FilterScript { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "EqualSet")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "OperatorSet")]
    [ValidateNotNullOrEmpty]
    public string? Property { get; set; }

    [Parameter(Position = 1, ParameterSetName = "EqualSet")]
    [Parameter(Position = 1, ParameterSetName = "OperatorSet")]
    public object? Value { get; set; }

    [Alias("IEQ")]
    [Parameter(ParameterSetName = "EqualSet")]
    public SwitchParameter EQ { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CEQ { get; set; }

    [Alias("INE")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter NE { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CNE { get; set; }

    [Alias("IGT")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter GT { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CGT { get; set; }

    [Alias("ILT")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter LT { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CLT { get; set; }

    [Alias("IGE")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter GE { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CGE { get; set; }

    [Alias("ILE")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter LE { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CLE { get; set; }

    [Alias("ILike")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter Like { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CLike { get; set; }

    [Alias("INotLike")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter NotLike { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CNotLike { get; set; }

    [Alias("IMatch")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter Match { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CMatch { get; set; }

    [Alias("INotMatch")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter NotMatch { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CNotMatch { get; set; }

    [Alias("IContains")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter Contains { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CContains { get; set; }

    [Alias("INotContains")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter NotContains { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CNotContains { get; set; }

    [Alias("IIn")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter In { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CIn { get; set; }

    [Alias("INotIn")]
    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter NotIn { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter CNotIn { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter Is { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter IsNot { get; set; }

    [Parameter(ParameterSetName = "OperatorSet")]
    public SwitchParameter Not { get; set; }

    protected override void BeginProcessing()
    {
        if (FilterScript is not null) return;

        _hasValue = MyInvocation.BoundParameters.ContainsKey(nameof(Value));
        var given = new List<string>();
        foreach ((string name, object? value) in MyInvocation.BoundParameters)
        {
            if (value is SwitchParameter { IsPresent: true } && GetType()
                .GetProperty(name)?.DeclaringType == GetType()) given.Add(name);
        }

        if (given.Count > 1) Fail("AmbiguousParameterSet", "More than one operator is given.");
        _operator = given.Count == 0 ? (_hasValue ? "" : "True") : given[0].ToUpperInvariant();
        if (_operator.Length == 0) Fail("OperatorNotSpecified", "An operator must be given to compare the two values.");
        if (!_hasValue && _operator is not ("True" or "NOT"))
        {
            Fail("ValueNotSpecifiedForWhereObject", "A value must be given for the operator.");
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null && FilterScript is null) return;

        if (FilterScript is not null)
        {
            var output = BlockRunner.Collect(this, FilterScript, InputObject);
            bool pass = output.Count switch
            {
                0 => false,
                1 => LanguagePrimitives.IsTrue(output[0]),
                _ => true,
            };
            if (pass) WriteObject(InputObject);
            return;
        }

        if (Test(GetValue())) WriteObject(InputObject);
    }

    private object? GetValue()
    {
        object? target = InputObject!.BaseObject is IDictionary map && map.Contains(Property!)
            ? map[Property!]
            : InputObject.Properties[Property!]?.Value;
        return target is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : target;
    }

    private bool Test(object? left)
    {
        if (_operator == "True") return LanguagePrimitives.IsTrue(left);
        if (_operator == "NOT") return !LanguagePrimitives.IsTrue(left);

        bool caseSensitive = _operator.StartsWith('C') && _operator is not ("CONTAINS");
        string name = caseSensitive ? _operator[1..] : _operator;
        return name switch
        {
            "EQ" => EqualOrAny(left, equal: true, caseSensitive),
            "NE" => EqualOrAny(left, equal: false, caseSensitive),
            "GT" => Compare(left, caseSensitive) > 0,
            "GE" => Compare(left, caseSensitive) >= 0,
            "LT" => Compare(left, caseSensitive) < 0,
            "LE" => Compare(left, caseSensitive) <= 0,
            "LIKE" => IsLike(left, caseSensitive),
            "NOTLIKE" => !IsLike(left, caseSensitive),
            "MATCH" => IsMatch(left, caseSensitive),
            "NOTMATCH" => !IsMatch(left, caseSensitive),
            "CONTAINS" => HasItem(left, Value, caseSensitive),
            "NOTCONTAINS" => !HasItem(left, Value, caseSensitive),
            "IN" => HasItem(Value, left, caseSensitive),
            "NOTIN" => !HasItem(Value, left, caseSensitive),
            "IS" => IsOfType(left),
            _ => !IsOfType(left),
        };
    }

    private bool EqualOrAny(object? left, bool equal, bool caseSensitive)
    {
        if (left is not IEnumerable items || left is string || left is IDictionary)
            return LanguagePrimitives.Equals(left, Value, !caseSensitive, CultureInfo.InvariantCulture) == equal;

        // A collection is filtered as the operator does, and what remains decides.
        var remaining = new List<object?>();
        foreach (object? item in items)
        {
            if (LanguagePrimitives.Equals(item, Value, !caseSensitive, CultureInfo.InvariantCulture) == equal)
                remaining.Add(item);
        }

        return LanguagePrimitives.IsTrue(remaining);
    }

    private int? Compare(object? left, bool caseSensitive)
    {
        try
        {
            return LanguagePrimitives.Compare(left, Value, !caseSensitive, CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private bool IsLike(object? left, bool caseSensitive)
    {
        WildcardOptions options = caseSensitive ? WildcardOptions.None : WildcardOptions.IgnoreCase;
        return WildcardPattern.Get(ObjectComparison.Text(Value), options).IsMatch(ObjectComparison.Text(left));
    }

    private bool IsMatch(object? left, bool caseSensitive)
    {
        try
        {
            return Regex.IsMatch(ObjectComparison.Text(left), ObjectComparison.Text(Value), caseSensitive
                ? RegexOptions.None : RegexOptions.IgnoreCase);
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(
                new ErrorRecord(exception, "OperatorFailed", ErrorCategory.InvalidOperation, Property));
            throw;
        }
    }

    private static bool HasItem(object? items, object? item, bool caseSensitive)
    {
        object? plain = items is PSObject wrapped ? wrapped.BaseObject : items;
        IEnumerable list = plain is IEnumerable many and not string ? many : new[] { plain };
        foreach (object? one in list)
        {
            if (LanguagePrimitives.Equals(one, item, !caseSensitive, CultureInfo.InvariantCulture)) return true;
        }

        return false;
    }

    private bool IsOfType(object? left)
    {
        object? value = Value is PSObject wrapped ? wrapped.BaseObject : Value;
        if (value is string name) name = name.Trim('[', ']');
        else name = "";
        Type? type = value as Type;
        if (type is null && !LanguagePrimitives.TryConvertTo(name, out type))
            Fail("InvalidType", $"The type {name} is not known.");
        return type!.IsInstanceOfType(left);
    }

    private void Fail(string id, string message) => ThrowTerminatingError(new ErrorRecord(
        new PSArgumentException(message), id, ErrorCategory.InvalidArgument, null));
}
