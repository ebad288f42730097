using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Evaluation;

namespace System.Management.Automation;

/// <summary>The parameters of a script as variables of its scope.</summary>
internal static class ScriptVariables
{
    internal static void Set(Scope scope, BindableParameter parameter, object? value)
    {
        if (scope.Variable(parameter.Name) is { } known)
        {
            known.SetRaw(value);
            return;
        }

        scope.Variables[parameter.Name] = Make(parameter, value);
    }

    /// <summary>Gives the parameters that got no value their default one, in order.</summary>
    internal static void SetDefaults(Scope scope, ParameterBinder binder, ExecutionContext context)
    {
        foreach (BindableParameter parameter in binder.Schema.All)
        {
            if (parameter.Target != ParameterTarget.Script
                || (binder.IsBound(parameter) && scope.Variable(parameter.Name) is not null)) continue;
            object? value = null;
            if (parameter.Ast?.DefaultValue is { } expression)
            {
                value = Evaluator.Evaluate(expression, context);
                if (parameter.HasScriptType) value = Converted(parameter, value, context);
            }
            else if (parameter.HasScriptType && (parameter.Type.IsValueType || parameter.Type == typeof(string)))
            {
                value = parameter.Type == typeof(string) ? string.Empty
                    : Nullable.GetUnderlyingType(parameter.Type) is not null ? null
                        : Activator.CreateInstance(parameter.Type);
            }

            scope.Variables[parameter.Name] = Make(parameter, value);
        }
    }

    internal static void SetPreferences(Scope scope, CommandRuntime runtime)
    {
        CommonParameterValues common = runtime.Common;
        void SetIf(string parameter, string variable, object value)
        {
            if (runtime.IsGiven(parameter)) scope.SetLocal(variable, value);
        }

        SetIf("ErrorAction", "ErrorActionPreference", common.ErrorAction);
        SetIf("WarningAction", "WarningPreference", common.WarningAction);
        SetIf("InformationAction", "InformationPreference", common.InformationAction);
        SetIf("ProgressAction", "ProgressPreference", common.ProgressAction);
        SetIf("Verbose", "VerbosePreference", common.Verbose ? ActionPreference.Continue
            : ActionPreference.SilentlyContinue);
        SetIf("Debug", "DebugPreference", common.Debug ? ActionPreference.Continue : ActionPreference.SilentlyContinue);
        SetIf("WhatIf", "WhatIfPreference", new SwitchParameter(common.WhatIf));
        SetIf("Confirm", "ConfirmPreference", common.Confirm ? ConfirmImpact.Low : ConfirmImpact.None);
    }

    private static PSVariable Make(BindableParameter parameter, object? value)
    {
        PSVariable variable = new(parameter.Name);
        List<Attribute> attributes = [];
        if (parameter.HasScriptType) attributes.Add(new TypeConversionAttribute(parameter.Type));
        foreach (Attribute attribute in parameter.Attributes)
        {
            if (attribute is ArgumentTransformationAttribute or ValidateArgumentsAttribute) attributes.Add(attribute);
        }

        if (attributes.Count > 0) ((VariableAttributes)variable.Attributes).AddAllUnchecked(attributes);
        variable.SetRaw(value);
        return variable;
    }

    private static object? Converted(BindableParameter parameter, object? value, ExecutionContext context)
    {
        try
        {
            return LanguagePrimitives.ConvertTo(value, parameter.Type, CultureInfo.InvariantCulture);
        }
        catch (InvalidCastException e)
        {
            throw new ParameterBindingArgumentTransformationException(ErrorCategory.InvalidData,
                context.CurrentProcessor?.Invocation,
                parameter.Ast?.DefaultValue?.Extent, parameter.Name, parameter.Type, PSObject.Base(value)?.GetType(),
                "ParameterArgumentTransformationError",
                $"Cannot process argument transformation on parameter '{parameter.Name}'. {e.Message}", e);
        }
    }
}
