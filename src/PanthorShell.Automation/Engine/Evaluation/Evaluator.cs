using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace System.Management.Automation.Evaluation;

/// <summary>Evaluates single expressions: default values of parameters and arguments of attributes.</summary>
internal static class Evaluator
{
    private static readonly ConditionalWeakTable<ExpressionAst, Eval> s_compiled = [];

    /// <summary>The value of an expression in the current scope; null if it has none.</summary>
    internal static object? Evaluate(ExpressionAst expression, IScriptRuntime runtime)
    {
        Eval eval = s_compiled.GetValue(expression, static key => ExpressionCompiler.Compile(key));
        var frame = new Frame(runtime, new ListPipe(), ScriptBody.NamespacesOf(expression));
        object? value = eval(frame);
        return ReferenceEquals(value, Internal.AutomationNull.Value) ? null : value;
    }
}
