using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <content>Transforms, converts, checks and stores one value.</content>
internal sealed partial class ParameterBinder
{
    /// <summary>Binds a value; false when it does not fit and no conversion was allowed.</summary>
    private bool Bind(BindableParameter parameter, object? value, IScriptExtent? extent, bool coerce, bool delay,
        bool fromPipeline = false)
    {
        if (delay && TryDelay(parameter, value)) return true;
        object? result = Transformed(parameter, value, extent);
        if (parameter.Target == ParameterTarget.Script && parameter.HasScriptType)
        {
            // A script converts by a transformation, whose failure is an error at once.
            if (!coerce && !ArgumentConversion.FitsUnconverted(result, parameter)) return false;
            result = ScriptConverted(parameter, result, extent);
        }
        else if (coerce)
        {
            result = Coerced(parameter, result, extent);
        }
        else if (!ArgumentConversion.FitsUnconverted(result, parameter))
        {
            return false;
        }
        else
        {
            result = Coerced(parameter, result, extent);
        }

        CheckTypeName(parameter, result, extent);
        CheckNull(parameter, result, extent);
        CheckValidators(parameter, result, extent);
        Store(parameter, result, extent);
        MarkBound(parameter, result, fromPipeline);
        return true;
    }

    private bool TryDelay(BindableParameter parameter, object? value)
    {
        if (!ExpectsInput || PSObject.Base(value) is not ScriptBlock script) return false;
        Type type = parameter.Type;
        Type? element = ArgumentConversion.ElementOf(type);
        if (type == typeof(ScriptBlock) || type == typeof(object) || type == typeof(PSObject)
            || element == typeof(ScriptBlock)
            || element == typeof(object) || element == typeof(PSObject))
        {
            return false;
        }

        if (!parameter.TakesPipelineIn(_sets)) return false;
        _delayed[parameter] = script;
        MarkBound(parameter, script, fromPipeline: false);
        return true;
    }

    private object? Transformed(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        object? result = value;
        foreach (ArgumentTransformationAttribute transformation in parameter.Transformations)
        {
            if (LanguagePrimitives.IsNull(result) && !transformation.TransformNullOptionalParameters) continue;
            try
            {
                result = transformation.TransformInternal(_context.Intrinsics, result);
            }
            catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException
                or StackOverflowException))
            {
                throw TransformationFailed(parameter, value, extent, e);
            }
        }

        return result;
    }

    private object? ScriptConverted(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        try
        {
            if (parameter.Type == typeof(bool)
                || parameter.Type == typeof(SwitchParameter)) return ArgumentConversion.Convert(value, parameter);
            if (_schema.IsAdvanced && parameter.Type == typeof(string) && PSObject.Base(value) is Array)
            {
                throw new PSInvalidCastException("InvalidCastFromAnyTypeToString", null,
                    "Cannot convert value to type System.String.");
            }

            return LanguagePrimitives.ConvertTo(value, parameter.Type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is InvalidCastException or NotSupportedException)
        {
            throw TransformationFailed(parameter, value, extent, e);
        }
    }

    private ParameterBindingArgumentTransformationException TransformationFailed(
        BindableParameter parameter, object? value, IScriptExtent? extent, Exception e) =>
            new(ErrorCategory.InvalidData, _invocation,
            extent, parameter.Name, parameter.Type, PSObject.Base(value)?.GetType(),
                "ParameterArgumentTransformationError",
            $"Cannot process argument transformation on parameter '{parameter.Name}'. {e.Message}", e);

    private object? Coerced(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        try
        {
            return ArgumentConversion.Convert(value, parameter);
        }
        catch (Exception e) when (e is InvalidCastException or ArgumentException)
        {
            throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, extent, parameter.Name,
                parameter.Type,
                PSObject.Base(value)?.GetType(), "CannotConvertArgumentNoMessage",
                $"Cannot bind parameter '{parameter.Name}'. {e.Message}", e);
        }
        catch (NotSupportedException e)
        {
            string shown = PSObject.Base(value)?.GetType().ToString() ?? "null";
            throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, extent, parameter.Name,
                parameter.Type,
                PSObject.Base(value)?.GetType(), "CannotConvertArgument",
                $"Cannot convert '{shown}' to the type '{parameter.Type}' required by parameter '{parameter.Name}'. "
                    + $"{e.Message}", e);
        }
    }

    private void CheckTypeName(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        if (parameter.TypeNameDemanded is not { } demanded || LanguagePrimitives.IsNull(value)) return;
        IEnumerable elements = parameter.Type.IsArray && PSObject.Base(value) is IEnumerable many ? many
            : new[] { value };
        foreach (object? element in elements)
        {
            if (element is not null && PSObject.AsPSObject(element).InternalTypeNames.Any(n =>
                n.Equals(demanded, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, extent, parameter.Name,
                parameter.Type,
                PSObject.Base(element)?.GetType(), "MismatchedPSTypeName",
                $"Cannot bind argument to parameter '{parameter.Name}', because PSTypeNames of the argument do not "
                    + $"match the PSTypeName "
                + $"required by the parameter: {demanded}.");
        }
    }

    private void CheckNull(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        if (!parameter.IsMandatoryIn(_sets)) return;
        if (LanguagePrimitives.IsNull(value))
        {
            if (parameter.AllowsNull || (parameter.Type == typeof(string) && parameter.AllowsEmptyString)) return;
            throw Refused(parameter, extent, "ParameterArgumentValidationErrorNullNotAllowed", "null");
        }

        object raw = PSObject.Base(value)!;
        if (raw is string text && (parameter.Type == typeof(string) || parameter.Type == typeof(object)))
        {
            if (text.Length == 0 && !parameter.AllowsEmptyString && parameter.Type == typeof(string))
            {
                throw Refused(parameter, extent, "ParameterArgumentValidationErrorEmptyStringNotAllowed",
                    "an empty string");
            }

            return;
        }

        if (ArgumentConversion.ElementOf(parameter.Type) is not { } element
            || raw is not ICollection collection) return;
        CheckCollection(parameter, collection, element, extent);
    }

    private void CheckCollection(BindableParameter parameter, ICollection collection, Type element,
        IScriptExtent? extent)
    {
        if (collection.Count == 0)
        {
            if (parameter.AllowsEmptyCollection) return;
            bool array = parameter.Type.IsArray;
            throw Refused(parameter, extent, array
                ? "ParameterArgumentValidationErrorEmptyArrayNotAllowed"
                : "ParameterArgumentValidationErrorEmptyCollectionNotAllowed", array ? "an empty array"
                    : "an empty collection");
        }

        if (element.IsValueType) return;
        foreach (object? item in collection)
        {
            if (LanguagePrimitives.IsNull(item) && !parameter.AllowsNull)
            {
                throw Refused(parameter, extent, "ParameterArgumentValidationErrorNullNotAllowed", "null");
            }

            if (item is string { Length: 0 } && element == typeof(string) && !parameter.AllowsEmptyString)
            {
                throw Refused(parameter, extent, "ParameterArgumentValidationErrorEmptyStringNotAllowed",
                    "an empty string");
            }
        }
    }

    private ParameterBindingValidationException Refused(BindableParameter parameter, IScriptExtent? extent,
        string errorId, string what) =>
        new(ErrorCategory.InvalidData, _invocation, extent, parameter.Name, parameter.Type, null, errorId,
            $"Cannot bind argument to parameter '{parameter.Name}' because it is {what}.");

    private void CheckValidators(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        foreach (ValidateArgumentsAttribute validator in parameter.Validators)
        {
            try
            {
                validator.InternalValidate(value, _context.Intrinsics);
            }
            catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException))
            {
                throw new ParameterBindingValidationException(ErrorCategory.InvalidData, _invocation, extent,
                    parameter.Name,
                    parameter.Type, PSObject.Base(value)?.GetType(), "ParameterArgumentValidationError",
                    $"Cannot validate argument on parameter '{parameter.Name}'. {e.Message}", e);
            }
        }
    }

    private void Store(BindableParameter parameter, object? value, IScriptExtent? extent)
    {
        try
        {
            _store.Store(parameter, value);
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException
            or ParameterBindingException))
        {
            Exception cause = e is SetValueInvocationException { InnerException: { } inner } ? inner : e;
            throw new ParameterBindingException(ErrorCategory.WriteError, _invocation, extent, parameter.Name,
                parameter.Type,
                PSObject.Base(value)?.GetType(), "ParameterBindingFailed",
                $"Cannot bind parameter '{parameter.Name}' to the target. {e.Message}", cause);
        }
    }

    private void MarkBound(BindableParameter parameter, object? value, bool fromPipeline)
    {
        _state.Bound[parameter.Index] = true;
        _state.FromPipeline[parameter.Index] = fromPipeline;
        BoundParameters[parameter.Name] = value;
        if (!parameter.IsInAllSets) _sets &= parameter.SetMask;
        if (_sets == 0) throw Ambiguous();
    }

    private ParameterBindingException Error(CommandArgument argument, BindableParameter? parameter, string errorId,
        string message) =>
        new(ErrorCategory.InvalidArgument, _invocation, argument.Extent, parameter?.Name ?? argument.ParameterName,
            parameter?.Type, null,
            errorId, message);
}
