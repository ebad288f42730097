using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using PanthorShell.Formatting;

namespace Microsoft.PowerShell.Commands;

/// <summary>Picks properties, or some of the objects.</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "DefaultParameter")]
internal sealed class SelectObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _seen = [];
    private readonly Queue<PSObject> _window = new();
    private readonly List<PSObject> _kept = [];
    private List<PropertyArgument> _properties = [];
    private PropertyArgument? _expand;
    private List<WildcardPattern> _excluded = [];
    private HashSet<int>? _indexes;
    private int _count;
    private int _written;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, ParameterSetName = "DefaultParameter")]
    [Parameter(Position = 0, ParameterSetName = "SkipLastParameter")]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    public string[]? ExcludeProperty { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "SkipLastParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = "SkipLastParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter(ParameterSetName = "DefaultParameter")]
    [Parameter(ParameterSetName = "IndexParameter")]
    public SwitchParameter Wait { get; set; }

    [Parameter(ParameterSetName = "IndexParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = "SkipIndexParameter")]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    private bool HasFirst => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    private bool HasLast => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    protected override void BeginProcessing()
    {
        _properties = PropertyArgument.Parse(this, Property, "Name");
        if (!string.IsNullOrEmpty(ExpandProperty)) _expand = PropertyArgument.Parse(this, [ExpandProperty])[0];
        _excluded = [.. (ExcludeProperty ?? []).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        if (_excluded.Count > 0 && _properties.Count == 0 && _expand is null)
            _properties = PropertyArgument.Parse(this, ["*"]);
        if (Index is not null) _indexes = [.. Index];
        if (SkipIndex is not null) _indexes = [.. SkipIndex];
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;

        int index = _count++;
        if (_indexes is not null)
        {
            if (_indexes.Contains(index) == (Index is not null)) Emit(InputObject);
            if (Index is not null && !Wait && !Unique && index >= _indexes.Max()) StopUpstream.Stop(this);
            return;
        }

        if (SkipLast > 0)
        {
            if (index < Skip) return;
            _window.Enqueue(InputObject);
            if (_window.Count > SkipLast) Emit(_window.Dequeue());
            return;
        }

        ProcessWindow(index);
    }

    protected override void EndProcessing()
    {
        if (HasLast && SkipLast == 0)
        {
            // -Skip with -Last alone counts from the end.
            int take = HasFirst ? _window.Count : Math.Max(0, Math.Min(Last, _window.Count - Skip));
            foreach (PSObject item in _window.Take(take).ToArray()) Emit(item);
        }

        if (!Unique) return;

        foreach (PSObject item in _kept) WriteObject(item);
    }

    private void ProcessWindow(int index)
    {
        bool firstHalf = HasFirst || !HasLast;
        if (firstHalf)
        {
            if (index < Skip) return;
            if (!HasFirst)
            {
                Emit(InputObject!);
                return;
            }

            if (_written < First)
            {
                _written++;
                Emit(InputObject!);
                if (_written == First && !HasLast && !Wait && !Unique) StopUpstream.Stop(this);
                return;
            }

            if (!HasLast)
            {
                if (First == 0 && !Wait) StopUpstream.Stop(this);
                return;
            }
        }

        _window.Enqueue(InputObject!);
        int limit = HasFirst ? Last : Last + Skip;
        if (_window.Count > limit) _window.Dequeue();
    }

    private void Emit(PSObject item)
    {
        if (_properties.Count == 0 && _expand is null)
        {
            Output(item);
            return;
        }

        PSObject? selected = _properties.Count == 0 ? null : Project(item);
        if (_expand is null) Output(selected!);
        else Expand(item, selected);
    }

    private PSObject Project(PSObject item)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
        foreach (PropertyArgument argument in _properties)
        {
            List<ValueExpression> expressions = argument.Expression.Resolve(item);
            foreach (ValueExpression expression in expressions)
            {
                string name = argument.Label ?? expression.ToString();
                if (_excluded.Exists(pattern => pattern.IsMatch(name))) continue;

                ExpressionResult value = expression.Evaluate(item);
                if (result.Properties[name] is not null)
                {
                    if (argument.Expression.HasWildcard) continue;
                    Fail("AlreadyExistingUserSpecifiedPropertyNoExpand",
                        $"The property cannot be processed because the property \"{name}\" already exists.", item);
                    continue;
                }

                result.Properties.Add(new PSNoteProperty(name, value.Error is null ? value.Value : null));
            }
        }

        return result;
    }

    private void Expand(PSObject item, PSObject? selected)
    {
        List<ValueExpression> expressions = _expand!.Expression.Resolve(item);
        if (expressions.Count == 0)
        {
            Fail("ExpandPropertyNotFound", $"Property \"{ExpandProperty}\" cannot be found.", item);
            return;
        }

        if (expressions.Count > 1)
        {
            Fail("MutlipleExpandProperties", "Several properties cannot be expanded.", item);
            return;
        }

        ExpressionResult result = expressions[0].Evaluate(item);
        if (!result.Found)
        {
            Fail("ExpandPropertyNotFound", $"Property \"{ExpandProperty}\" cannot be found.", item);
            return;
        }

        if (result.Error is not null)
        {
            WriteError(new ErrorRecord(result.Error, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, item));
            return;
        }

        if (result.Value is null) return;

        PSObject value = PSObject.AsPSObject(result.Value);
        if (CellText.Enumerable(value) is { } items and not IDictionary)
        {
            foreach (object? one in items)
            {
                if (one is not null) Output(WithProperties(one, selected));
            }

            return;
        }

        Output(WithProperties(result.Value, selected));
    }

    private PSObject WithProperties(object value, PSObject? selected)
    {
        PSObject target = PSObject.AsPSObject(value);
        if (selected is null) return target;

        target = target.Copy();
        foreach (PSPropertyInfo property in selected.Properties)
        {
            if (target.Properties[property.Name] is not null)
                Fail("AlreadyExistingUserSpecifiedPropertyExpand",
                    $"The property cannot be processed because the property \"{property.Name}\" already exists.",
                    value);
            else
                target.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        return target;
    }

    private void Output(PSObject item)
    {
        if (!Unique)
        {
            WriteObject(item);
            return;
        }

        if (_seen.Exists(seen => ObjectComparison.SameContent(seen, item, CaseInsensitive))) return;
        _seen.Add(item);
        _kept.Add(item);
    }

    private void Fail(string id, string message, object target) => WriteError(new ErrorRecord(
        new PSArgumentException(message), id, ErrorCategory.InvalidArgument, target));
}
