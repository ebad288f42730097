using System.Linq;
using System.Linq.Expressions;
using System.Management.Automation.Internal;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>Delegates that run script blocks.</summary>
internal static class ScriptDelegates
{
    private static readonly MethodInfo s_call = typeof(ScriptDelegates)
        .GetMethod(nameof(Call), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>A delegate whose arguments become <c>$args</c>, the first one also <c>$_</c>.</summary>
    internal static Delegate Create(ScriptBlock script, Type delegateType)
    {
        MethodInfo invoke = delegateType.GetMethod("Invoke")
            ?? throw ValueConverter.Failed(script, delegateType);
        ParameterExpression[] parameters = [.. invoke.GetParameters()
            .Select(static p => Expression.Parameter(p.ParameterType, p.Name))];
        Expression arguments = Expression.NewArrayInit(typeof(object),
            parameters.Select(static p => (Expression)Expression.Convert(p, typeof(object))));
        Expression body = Expression.Call(s_call, Expression.Constant(script), arguments,
            Expression.Constant(invoke.ReturnType));
        body = invoke.ReturnType == typeof(void)
            ? Expression.Block(body, Expression.Empty())
            : Expression.Convert(body, invoke.ReturnType);
        return Expression.Lambda(delegateType, body, parameters).Compile();
    }

    private static object? Call(ScriptBlock script, object?[] arguments, Type returnType)
    {
        object? result = script.InvokeWithDollarUnder(arguments.Length > 0 ? arguments[0] : AutomationNull.Value,
            arguments);
        return returnType == typeof(void) ? null : LanguagePrimitives.ConvertTo(result, returnType);
    }
}
