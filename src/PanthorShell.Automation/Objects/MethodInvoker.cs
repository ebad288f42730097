using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Internal;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace System.Management.Automation;

/// <summary>Chooses an overload, converts the arguments and calls.</summary>
internal static class MethodInvoker
{
    /// <summary>Calls the overload that fits best; the errors are those of PowerShell.</summary>
    internal static object? Invoke(MethodInfo[] methods, string name, object? target, object?[] arguments)
    {
        Candidate best = Choose(methods, name, arguments);
        object?[] converted = best.Convert(arguments, name);
        object? result = Call(best.Method, target, converted, name, arguments.Length);
        best.WriteBack(arguments, converted);
        if (best.Method is MethodInfo info && info.ReturnType == typeof(void)) return AutomationNull.Value;
        return result;
    }

    /// <summary>Makes an object with the constructor that fits best.</summary>
    internal static object? Construct(Type type, object?[] arguments)
    {
        if (type.IsValueType && arguments.Length == 0) return Activator.CreateInstance(type);
        ConstructorInfo[] constructors = type.GetConstructors();
        Candidate best = Choose(constructors, "new", arguments, type);
        object?[] converted = best.Convert(arguments, ".ctor");
        object? result = Call(best.Method, null, converted, ".ctor", arguments.Length);
        best.WriteBack(arguments, converted);
        return result;
    }

    private static Candidate Choose(MethodBase[] methods, string name, object?[] arguments, Type? type = null)
    {
        if (Candidate.OnlyByCount(methods, arguments) is { } only) return only;
        Candidate? best = null;
        foreach (MethodBase method in methods)
        {
            foreach (Candidate candidate in Candidate.For(method, arguments))
            {
                if (best is null || candidate.BetterThan(best)) best = candidate;
            }
        }

        return best ?? throw new MethodException("MethodCountCouldNotFindBest", null,
            $"Cannot find an overload for \"{(type is null ? name : type.Name)}\" and the argument count: "
                + $"\"{arguments.Length}\".");
    }

    private static object? Call(MethodBase method, object? target, object?[] converted, string name, int count)
    {
        try
        {
            if (method is ConstructorInfo constructor) return constructor.Invoke(converted);
            return method.Invoke(method.IsStatic ? null : PSObject.Base(target), converted);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            if (inner is FlowControlException or PipelineStoppedException or ExitException)
            {
                ExceptionDispatchInfo.Capture(inner).Throw();
            }

            if (inner is ParameterBindingException or CmdletInvocationException or ActionPreferenceStopException
                or RuntimeException { WasThrownFromThrowStatement: true })
            {
                ExceptionDispatchInfo.Capture(inner).Throw();
            }

            throw Failed(inner, name, count);
        }
        catch (Exception e) when (e is ArgumentException or TargetException or NotSupportedException
            or MethodAccessException)
        {
            throw Failed(e, name, count);
        }
    }

    private static MethodInvocationException Failed(Exception inner, string name, int count)
    {
        string id = inner is IContainsErrorRecord { ErrorRecord.FullyQualifiedErrorId: { Length: > 0 } own } ? own
            : inner.GetType().Name;
        return new MethodInvocationException(id, inner,
            $"Exception calling \"{name}\" with \"{count}\" argument(s): \"{inner.Message}\"");
    }

    /// <summary>An overload with the ranks of the arguments.</summary>
    private sealed class Candidate
    {
        private readonly ParameterInfo[] _parameters;
        private readonly int[] _ranks;
        private readonly bool _expanded;

        private Candidate(MethodBase method, ParameterInfo[] parameters, int[] ranks, bool expanded)
        {
            Method = method;
            _parameters = parameters;
            _ranks = ranks;
            _expanded = expanded;
        }

        internal MethodBase Method { get; }

        internal static IEnumerable<Candidate> For(MethodBase method, object?[] arguments)
        {
            MethodBase? closed = method.IsGenericMethodDefinition
                ? GenericInference.Close((MethodInfo)method, arguments) : method;
            if (closed is null || closed.ContainsGenericParameters) yield break;
            ParameterInfo[] parameters = closed.GetParameters();
            if (Array.Exists(parameters, static p => p.ParameterType.IsByRefLike)) yield break;
            bool isParams = parameters.Length > 0 && parameters[^1].IsDefined(typeof(ParamArrayAttribute), false);
            if (arguments.Length <= parameters.Length && Ranked(parameters, arguments) is { } normal)
            {
                yield return new Candidate(closed, parameters, normal, false);
            }

            if (isParams && arguments.Length >= parameters.Length - 1
                && RankedParams(parameters, arguments) is { } expanded)
            {
                yield return new Candidate(closed, parameters, expanded, true);
            }
        }

        /// <summary>The one overload that takes so many arguments: it is called whatever they are.</summary>
        internal static Candidate? OnlyByCount(MethodBase[] methods, object?[] arguments)
        {
            MethodBase? only = null;
            foreach (MethodBase method in methods)
            {
                ParameterInfo[] parameters = method.GetParameters();
                if (method.IsGenericMethodDefinition || parameters.Length > 0 && parameters[^1]
                    .IsDefined(typeof(ParamArrayAttribute), false)) return null;
                if (Array.Exists(parameters, static p => p.IsOptional || p.ParameterType.IsByRef
                    || p.ParameterType.IsByRefLike)) return null;
                if (parameters.Length != arguments.Length) continue;
                if (only is not null) return null;
                only = method;
            }

            return only is null ? null : new Candidate(only, only.GetParameters(), new int[arguments.Length], false);
        }

        internal bool BetterThan(Candidate other)
        {
            int better = 0;
            int count = Math.Min(_ranks.Length, other._ranks.Length);
            for (int i = 0; i < count; i++)
            {
                if (_ranks[i] < other._ranks[i]) better++;
                else if (_ranks[i] > other._ranks[i]) better--;
            }

            if (better != 0) return better > 0;
            int specific = 0;
            for (int i = 0; i < count; i++) specific += MoreSpecific(TypeOf(i), other.TypeOf(i));
            if (specific != 0) return specific > 0;
            if (_expanded != other._expanded) return !_expanded;
            if (_parameters.Length != other._parameters.Length) return _parameters.Length < other._parameters.Length;
            if (Method.DeclaringType != other.Method.DeclaringType)
            {
                return other.Method.DeclaringType!.IsAssignableFrom(Method.DeclaringType);
            }

            return !Method.IsGenericMethod && other.Method.IsGenericMethod;
        }

        internal object?[] Convert(object?[] arguments, string name)
        {
            object?[] result = new object?[_parameters.Length];
            int plain = _expanded ? _parameters.Length - 1 : _parameters.Length;
            for (int i = 0; i < plain; i++)
            {
                result[i] = i < arguments.Length
                    ? One(arguments[i], _parameters[i].ParameterType, name, _parameters[i].Name)
                    : _parameters[i].HasDefaultValue ? _parameters[i].DefaultValue : Type.Missing;
            }

            if (!_expanded) return result;
            Type element = _parameters[^1].ParameterType.GetElementType()!;
            Array rest = Array.CreateInstance(element, Math.Max(0, arguments.Length - plain));
            for (int i = 0; i < rest.Length; i++)
            {
                rest.SetValue(One(arguments[plain + i], element, name, _parameters[^1].Name), i);
            }

            result[^1] = rest;
            return result;
        }

        internal void WriteBack(object?[] arguments, object?[] converted)
        {
            for (int i = 0; i < arguments.Length && i < _parameters.Length; i++)
            {
                if (_parameters[i].ParameterType.IsByRef && PSObject.Base(arguments[i]) is PSReference reference)
                {
                    reference.Value = converted[i];
                }
            }
        }

        private Type TypeOf(int i) => _expanded && i >= _parameters.Length - 1
            ? _parameters[^1].ParameterType.GetElementType()!
            : _parameters[i].ParameterType;

        // 1 when the first type is the narrower one, -1 when the second is.
        private static int MoreSpecific(Type first, Type second)
        {
            if (first == second) return 0;
            if (NumericTypes.IsNumeric(first) && NumericTypes.IsNumeric(second))
            {
                Type common = NumericTypes.Common(first, second);
                return common == second ? 1 : common == first ? -1 : 0;
            }

            if (second.IsAssignableFrom(first)) return 1;
            return first.IsAssignableFrom(second) ? -1 : 0;
        }

        private static int[]? Ranked(ParameterInfo[] parameters, object?[] arguments)
        {
            int[] ranks = new int[arguments.Length];
            for (int i = 0; i < parameters.Length; i++)
            {
                if (i >= arguments.Length)
                {
                    if (!parameters[i].IsOptional) return null;
                    continue;
                }

                ranks[i] = Rank(arguments[i], parameters[i].ParameterType);
                if (ranks[i] == ConversionRank.None) return null;
            }

            return ranks;
        }

        private static int[]? RankedParams(ParameterInfo[] parameters, object?[] arguments)
        {
            int plain = parameters.Length - 1;
            Type element = parameters[^1].ParameterType.GetElementType()!;
            int[] ranks = new int[arguments.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                ranks[i] = Rank(arguments[i], i < plain ? parameters[i].ParameterType : element);
                if (ranks[i] == ConversionRank.None) return null;
            }

            return ranks;
        }

        private static int Rank(object? argument, Type parameter)
        {
            bool isReference = PSObject.Base(argument) is PSReference;
            if (parameter.IsByRef) return isReference ? 0 : ConversionRank.None;
            return isReference && parameter != typeof(object) && parameter != typeof(PSReference)
                ? ConversionRank.None
                : ConversionRank.Of(argument, parameter);
        }

        private static object? One(object? argument, Type parameter, string name, string? parameterName)
        {
            object? value = argument;
            Type type = parameter;
            if (parameter.IsByRef)
            {
                value = ((PSReference)PSObject.Base(argument)!).Value;
                type = parameter.GetElementType()!;
                if (value is null && type.IsValueType) return Activator.CreateInstance(type);
            }

            if (LanguagePrimitives.IsNull(value) && !type.IsValueType && type != typeof(string)) return null;
            if (type == typeof(object)) return PSObject.Base(value);
            try
            {
                return LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
            }
            catch (InvalidCastException e)
            {
                throw new MethodException("MethodArgumentConversionInvalidCastArgument", e,
                    $"Cannot convert argument \"{parameterName}\", with value: "
                        + $"\"{PSObject.ToStringParser(value)}\", for \"{name}\" "
                    + $"to type \"{type}\": \"{e.Message}\"");
            }
        }
    }
}
