using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace PanthorShell.Formatting;

/// <summary>The outcome of an expression: a value, or the exception that the object's code threw.</summary>
internal readonly record struct ExpressionResult(object? Value, Exception? Error, bool Found);

/// <summary>How a value is taken from an object: a property, a script block or a delegate.</summary>
internal sealed class ValueExpression
{
    private readonly Func<PSObject, object?>? _function;
    private readonly string? _script;
    private ScriptBlock? _block;

    private ValueExpression(string? property, ScriptBlock? block, string? script, Func<PSObject, object?>? function)
    {
        PropertyName = property;
        _block = block;
        _script = script;
        _function = function;
    }

    /// <summary>The property's name, perhaps with wildcards; null for code.</summary>
    public string? PropertyName { get; }

    public bool HasWildcard =>
        PropertyName is not null && WildcardPattern.ContainsWildcardCharacters(PropertyName);

    public static ValueExpression Property(string name) => new(name, null, null, null);

    public static ValueExpression Code(ScriptBlock block) => new(null, block, null, null);

    /// <summary>A script that is parsed on first use.</summary>
    public static ValueExpression Code(string script) => new(null, null, script, null);

    public static ValueExpression Code(Func<PSObject, object?> function) => new(null, null, null, function);

    public override string ToString() => PropertyName ?? _script ?? _block?.ToString() ?? "";

    /// <summary>The plain property expressions that this one stands for, given an object.</summary>
    public List<ValueExpression> Resolve(PSObject target)
    {
        var result = new List<ValueExpression>();
        if (PropertyName is null)
        {
            result.Add(this);
            return result;
        }

        if (!HasWildcard)
        {
            if (target.Members[PropertyName] is PSPropertySet set)
            {
                foreach (string name in set.ReferencedPropertyNames) result.AddRange(Property(name).Resolve(target));
                return result;
            }

            result.Add(this);
            return result;
        }

        foreach (PSPropertyInfo property in CellText.Properties(target, PropertyName))
            result.Add(Property(property.Name));
        return result;
    }

    public ExpressionResult Evaluate(PSObject target)
    {
        try
        {
            if (_function is not null) return new ExpressionResult(_function(target), null, true);
            if (PropertyName is not null) return EvaluateProperty(target);

            _block ??= ScriptBlock.Create(_script!);
            Collection<PSObject> output = _block.InvokeWithContext(null, [new PSVariable("_", target)], []);
            return output.Count switch
            {
                0 => new ExpressionResult(null, null, true),
                1 => new ExpressionResult(output[0], null, true),
                _ => new ExpressionResult(ToArray(output), null, true),
            };
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidOperationException)
        {
            return new ExpressionResult(null, exception, true);
        }
    }

    private static object[] ToArray(Collection<PSObject> output)
    {
        var array = new object[output.Count];
        for (int i = 0; i < array.Length; i++) array[i] = output[i];
        return array;
    }

    private ExpressionResult EvaluateProperty(PSObject target)
    {
        PSPropertyInfo? property = null;
        if (HasWildcard)
        {
            List<PSPropertyInfo> matches = CellText.Properties(target, PropertyName!);
            if (matches.Count > 0) property = matches[0];
        }
        else
        {
            property = target.Properties[PropertyName!];
        }

        if (property is null)
        {
            if (target.BaseObject is System.Collections.IDictionary map && PropertyName is not null
                && map.Contains(PropertyName))
                return new ExpressionResult(map[PropertyName], null, true);

            // As in a script, each single object counts as one.
            bool counts = PropertyName is not null
                && (PropertyName.Equals("Count", StringComparison.OrdinalIgnoreCase)
                    || PropertyName.Equals("Length", StringComparison.OrdinalIgnoreCase));
            return new ExpressionResult(counts ? 1 : null, null, false);
        }

        try
        {
            return new ExpressionResult(property.Value, null, true);
        }
        catch (GetValueException exception)
        {
            return new ExpressionResult(null, exception, true);
        }
    }
}
