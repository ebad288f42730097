using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace System.Management.Automation;

/// <content>Binding of pipeline objects.</content>
internal sealed partial class ParameterBinder
{
    private readonly Dictionary<BindableParameter, object?> _before = [];

    /// <summary>Whether any parameter can take what the pipeline brings.</summary>
    internal bool TakesInput => HasDelayed || _schema.All.Exists(p => p.Entries.Any(static e => e.TakesPipeline));

    /// <summary>
    /// Binds an object of the pipeline. False when nothing took it; then the record is to be written and the next
    /// object comes.
    /// </summary>
    internal bool BindPipelineObject(object? input, out ErrorRecord? error)
    {
        error = null;
        RestoreDefaults();
        _sets = _setsBeforePipeline;
        bool any = BindDelayed(input);
        ParameterBindingException? failure = null;
        uint defaults = _schema.DefaultMask != 0 && (_sets & _schema.DefaultMask) != 0 ? _schema.DefaultMask : 0;
        if (BitOperations.PopCount(ValidSets) > 1 && defaults != 0) any |= BindPhases(input, defaults, ref failure);
        if (!any || BitOperations.PopCount(ValidSets) > 0) any |= BindPhases(input, _sets, ref failure);
        if (failure is not null || !any)
        {
            error = failure is not null ? Record(input, failure) : NotBound(input);
            return false;
        }

        ValidateSets(false, setDefault: true);
        List<BindableParameter> missing = MissingMandatory(beforePipeline: false);
        if (missing.Count > 0)
        {
            string names = string.Join(" ", missing.Select(static p => p.Name));
            error = Record(input, new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, null,
                names, null, null,
                "InputObjectMissingMandatory",
                    "The input object cannot be bound because it did not contain the information required to "
                + $"bind all mandatory parameters:  {names}"));
            return false;
        }

        LatchSet();
        return true;
    }

    private bool BindDelayed(object? input)
    {
        if (_delayed.Count == 0) return false;
        foreach ((BindableParameter parameter, ScriptBlock script) in _delayed)
        {
            object? value = script.InvokeWithDollarUnder(input);
            if (LanguagePrimitives.IsNull(value))
            {
                throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, null, parameter.Name,
                    parameter.Type, null,
                    "ScriptBlockArgumentNoOutput",
                        $"Cannot evaluate parameter '{parameter.Name}' because its argument input did not produce "
                    + "any output.");
            }

            Remember(parameter);
            Bind(parameter, value, null, coerce: true, delay: false);
        }

        return true;
    }

    private bool BindPhases(object? input, uint sets, ref ParameterBindingException? failure)
    {
        bool any = BindByValue(input, sets, coerce: false, ref failure);
        any |= BindByName(input, sets, coerce: false, ref failure);
        if (any && !_schema.All.Exists(p => !_state.Bound[p.Index] && p.TakesPipelineIn(_sets & sets))) return true;
        any |= BindByValue(input, sets, coerce: true, ref failure);
        any |= BindByName(input, sets, coerce: true, ref failure);
        return any;
    }

    private bool BindByValue(object? input, uint sets, bool coerce, ref ParameterBindingException? failure)
    {
        bool any = false;
        foreach (BindableParameter parameter in _schema.All)
        {
            if (_state.Bound[parameter.Index] || !parameter.IsValidIn(_sets)) continue;
            if (!Array.Exists(parameter.Entries, e => e.FromPipeline
                && (e.IsInAllSets || (e.Mask & sets & _sets) != 0))) continue;
            any |= TryBind(parameter, input, coerce, byValue: true, ref failure);
        }

        return any;
    }

    private bool BindByName(object? input, uint sets, bool coerce, ref ParameterBindingException? failure)
    {
        if (LanguagePrimitives.IsNull(input)) return false;
        bool any = false;
        foreach (BindableParameter parameter in _schema.All)
        {
            if (_state.Bound[parameter.Index] || !parameter.IsValidIn(_sets)) continue;
            if (!Array.Exists(parameter.Entries,
                e => e.FromPipelineByPropertyName && (e.IsInAllSets || (e.Mask & sets & _sets) != 0)))
            {
                continue;
            }

            if (Property(input!, parameter) is { } property) any |= TryBind(parameter, property.Value, coerce,
                byValue: false, ref failure);
        }

        return any;
    }

    private static PSPropertyInfo? Property(object input, BindableParameter parameter)
    {
        if (MemberLookup.Find(input, parameter.Name) is PSPropertyInfo { IsGettable: true } own) return own;
        foreach (string alias in parameter.Aliases)
        {
            if (MemberLookup.Find(input, alias) is PSPropertyInfo { IsGettable: true } other) return other;
        }

        return null;
    }

    private bool TryBind(BindableParameter parameter, object? value, bool coerce, bool byValue,
        ref ParameterBindingException? failure)
    {
        uint sets = _sets;
        try
        {
            Remember(parameter);
            if (Bind(parameter, value, null, coerce, delay: false, fromPipeline: true)) return true;
            _before.Remove(parameter);
            return false;
        }
        catch (ParameterBindingException e)
        {
            _sets = sets;
            _before.Remove(parameter);
            bool isConversion = e is ParameterBindingArgumentTransformationException
                || e.ErrorId.StartsWith("CannotConvert", StringComparison.Ordinal);
            if (isConversion && (!coerce || byValue)) return false;
            failure ??= e;
            return false;
        }
    }

    private void Remember(BindableParameter parameter)
    {
        if (!_before.ContainsKey(parameter)) _before[parameter] = _store.Load(parameter);
    }

    private void RestoreDefaults()
    {
        foreach ((BindableParameter parameter, object? value) in _before)
        {
            if (_delayed.ContainsKey(parameter)) continue;
            _store.Store(parameter, value);
            _state.Bound[parameter.Index] = false;
            BoundParameters.Remove(parameter.Name);
        }

        _before.Clear();
    }

    private ErrorRecord NotBound(object? input) =>
        Record(input, new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, null, null, null, null,
            "InputObjectNotBound",
                "The input object cannot be bound to any parameters for the command either because the command does "
                + "not "
            + "take pipeline input or the input and its properties do not match any of the parameters that take "
                + "pipeline input."));

    private ErrorRecord Record(object? input, ParameterBindingException exception)
    {
        ErrorRecord record = new(exception, exception.ErrorId, exception.ErrorRecord.CategoryValue, input);
        record.SetInvocation(_invocation);
        return record;
    }
}
