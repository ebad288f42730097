using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation.Language;
using System.Text;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns expressions into delegates.</summary>
internal static partial class ExpressionCompiler
{
    internal static Eval Compile(ExpressionAst expression)
    {
        switch (expression)
        {
            case ConstantExpressionAst constant:
                object? value = constant is StringConstantExpressionAst text ? text.Value : constant.Value;
                return _ => value;
            case VariableExpressionAst variable:
                return Variables.CompileRead(variable);
            case ExpandableStringExpressionAst expandable:
                return CompileExpandable(expandable);
            case BinaryExpressionAst binary:
                return CompileBinary(binary);
            case UnaryExpressionAst unary:
                return CompileUnary(unary);
            case InvokeMemberExpressionAst call:
                return CompileCall(call);
            case MemberExpressionAst member:
                return CompileMember(member);
            case IndexExpressionAst index:
                return CompileIndex(index);
            case ParenExpressionAst paren:
                return PipelineCompiler.CompileValue(paren.Pipeline);
            case ArrayLiteralAst array:
                return CompileArray(array);
            case ArrayExpressionAst array:
                return CompileArrayExpression(array);
            case SubExpressionAst sub:
                Exec statements = StatementCompiler.CompileBlock(sub.SubExpression.Statements);
                return frame => ToValue(frame.CaptureItems(statements));
            case HashtableAst table:
                return CompileHashtable(table, ordered: false);
            case ScriptBlockExpressionAst block:
                return frame => frame.Runtime.CreateScriptBlock(block.ScriptBlock);
            case TypeExpressionAst type:
                return frame => frame.Resolve(type.TypeName);
            case ConvertExpressionAst convert:
                return CompileConvert(convert);
            case AttributedExpressionAst attributed:
                throw Failure.Make(
                    "NotSupported",
                    $"'[{attributed.Attribute.TypeName.FullName}()]' in front of a value is not supported by "
                    + "PanthorShell; run this in PowerShell.",
                    ErrorCategory.NotImplemented, null, null, attributed.Extent);
            case TernaryExpressionAst ternary:
                Eval condition = Compile(ternary.Condition);
                Eval whenTrue = Compile(ternary.IfTrue);
                Eval whenFalse = Compile(ternary.IfFalse);
                return frame => Conversions.IsTrue(condition(frame)) ? whenTrue(frame) : whenFalse(frame);
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} has no meaning here.");
        }
    }

    /// <summary>The name of a member: a word, or an expression that gives it.</summary>
    internal static Eval CompileMemberName(CommandElementAst member) => Compile((ExpressionAst)member);

    private static object? ToValue(List<object?> items) => items.Count switch
    {
        0 => Internal.AutomationNull.Value,
        1 => items[0],
        _ => items.ToArray(),
    };

    private static Eval CompileExpandable(ExpandableStringExpressionAst expandable)
    {
        Eval[] parts = [.. expandable.Parts.Select(Compile)];
        return frame =>
        {
            var text = new StringBuilder();
            foreach (Eval part in parts)
                text.Append(Conversions.ToText(part(frame)));
            return text.ToString();
        };
    }

    private static Eval CompileArray(ArrayLiteralAst array)
    {
        Eval[] elements = [.. array.Elements.Select(Compile)];
        return frame =>
        {
            var values = new object?[elements.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = Plain(elements[i](frame));
            return values;
        };
    }

    private static object? Plain(object? value)
        => ReferenceEquals(value, Internal.AutomationNull.Value) ? null : value;

    private static Eval CompileArrayExpression(ArrayExpressionAst array)
    {
        if (array.SubExpression.Statements is [PipelineAst only] && only.GetPureExpression() is { } pure)
        {
            Eval value = Compile(pure);
            bool fresh = pure is ArrayLiteralAst or ArrayExpressionAst;
            return frame =>
            {
                object? result = value(frame);
                if (PSObject.Base(result) is object?[] already && already.GetType() == typeof(object[]))
                    return fresh ? already : already.Clone();
                return Enumeration.ToList(result).ToArray();
            };
        }
        Exec statements = StatementCompiler.CompileBlock(array.SubExpression.Statements);
        return frame => frame.CaptureItems(statements).ToArray();
    }

    private static Eval CompileHashtable(HashtableAst table, bool ordered)
    {
        (Eval Key, Eval Value, ExpressionAst Ast)[] pairs =
        [
            .. table.KeyValuePairs.Select(pair => (
                Compile(pair.Item1), PipelineCompiler.CompileValue(pair.Item2), pair.Item1)),
        ];
        return frame =>
        {
            IDictionary result = ordered
                ? new OrderedDictionary(StringComparer.CurrentCultureIgnoreCase)
                : new Hashtable(StringComparer.CurrentCultureIgnoreCase);
            foreach ((Eval key, Eval value, ExpressionAst ast) in pairs)
            {
                object? name = PSObject.Base(key(frame));
                if (LanguagePrimitives.IsNull(name))
                {
                    throw Failure.Make(
                        "InvalidNullKey", "A null key is not allowed in a hash literal.",
                        ErrorCategory.InvalidArgument, null, null, ast.Extent);
                }
                if (result.Contains(name!))
                {
                    throw Failure.Make(
                        "DuplicateKeyInHashLiteral",
                        $"Item has already been added. Key in dictionary: '{name}'  Key being added: '{name}'",
                        ErrorCategory.InvalidArgument, null, null, ast.Extent);
                }
                result.Add(name!, Plain(value(frame)));
            }
            return result;
        };
    }

    private static Eval CompileConvert(ConvertExpressionAst convert)
    {
        string name = convert.Type.TypeName.FullName;
        if (convert.Child is HashtableAst table)
        {
            if (name.Equals("ordered", StringComparison.OrdinalIgnoreCase))
                return CompileHashtable(table, ordered: true);
            if (name.Equals("pscustomobject", StringComparison.OrdinalIgnoreCase))
            {
                Eval entries = CompileHashtable(table, ordered: true);
                return frame => CustomObjects.From(entries(frame));
            }
        }
        if (name.Equals("ref", StringComparison.OrdinalIgnoreCase) && convert.Child is VariableExpressionAst variable)
            return CompileReference(variable);
        Eval value = Compile(convert.Child);
        ITypeName type = convert.Type.TypeName;
        return frame => Conversions.Cast(value(frame), frame.Resolve(type));
    }

    private static Eval CompileReference(VariableExpressionAst variable)
    {
        VariablePath path = Variables.PathOf(variable);
        return frame => frame.Runtime.FindVariable(path) is { } found
            ? new VariableReference(found)
            : throw Failure.Make(
                "NonExistingVariableReference", "[ref] cannot be applied to a variable that does not exist.",
                ErrorCategory.InvalidOperation, variable.VariablePath.UserPath, null, variable.Extent);
    }
}
