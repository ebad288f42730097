using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>Turns commands into delegates that evaluate their names, arguments and redirections.</summary>
internal static class CommandCompiler
{
    // $args remembers by this note which of its strings were written as parameters.
    private const string ParameterNote = "<CommandParameterName>";

    internal static Func<Frame, CommandCall> Compile(CommandAst command)
    {
        Eval name = ExpressionCompiler.Compile((ExpressionAst)command.CommandElements[0]);
        bool isWord = command.CommandElements[0] is StringConstantExpressionAst;
        Action<Frame, List<CommandArgument>>[] arguments =
            [.. command.CommandElements.Skip(1).Select(CompileArgument)];
        Func<Frame, List<RedirectionCall>>? redirections = command.Redirections.Count == 0
            ? null
            : CompileRedirections(command.Redirections);
        return frame =>
        {
            object? target = name(frame);
            if (!isWord)
                target = CommandOf(target, command);
            var values = new List<CommandArgument>(arguments.Length);
            foreach (Action<Frame, List<CommandArgument>> argument in arguments)
                argument(frame, values);
            return new CommandCall
            {
                Ast = command,
                Command = target!,
                Arguments = values,
                Redirections = redirections?.Invoke(frame) ?? [],
            };
        };
    }

    internal static Func<Frame, List<RedirectionCall>> CompileRedirections(IReadOnlyList<RedirectionAst> redirections)
    {
        Func<Frame, RedirectionCall>[] all = [.. redirections.Select(CompileRedirection)];
        return frame => [.. all.Select(redirection => redirection(frame))];
    }

    private static Func<Frame, RedirectionCall> CompileRedirection(RedirectionAst redirection)
    {
        if (redirection is MergingRedirectionAst merging)
        {
            var call = new RedirectionCall(merging.FromStream, merging.ToStream, null, false);
            return _ => call;
        }
        var file = (FileRedirectionAst)redirection;
        Eval location = ExpressionCompiler.Compile(file.Location);
        return frame =>
        {
            object? path = location(frame);
            return new RedirectionCall(
                file.FromStream, null, LanguagePrimitives.IsNull(path) ? null : Conversions.ToText(path), file.Append);
        };
    }

    private static object CommandOf(object? value, CommandAst command)
    {
        object? plain = PSObject.Base(value);
        switch (plain)
        {
            case ScriptBlock or CommandInfo or PSModuleInfo:
                return plain;
            case null or "":
                throw Failure.Make(
                    "BadExpression",
                    $"The expression after '{(command.InvocationOperator == TokenKind.Dot ? "." : "&")}' in a pipeline "
                    + "element produced an object that was not valid. It must result in a command name, a script "
                    + "block, or a CommandInfo object.",
                    ErrorCategory.InvalidOperation, null, null, command.CommandElements[0].Extent);
            default:
                return Conversions.ToText(value);
        }
    }

    private static Action<Frame, List<CommandArgument>> CompileArgument(CommandElementAst element)
    {
        IScriptExtent extent = element.Extent;
        switch (element)
        {
            case CommandParameterAst { Argument: null } parameter:
                return (_, list) => list.Add(new CommandArgument(extent, parameter.ParameterName, false, null));
            case CommandParameterAst parameter:
                Eval argument = ExpressionCompiler.Compile(parameter.Argument!);
                string? text = NumberText(parameter.Argument!);
                return (frame, list) => list.Add(new CommandArgument(
                    extent, parameter.ParameterName, true, AsWritten(argument(frame), text), false, text));
            case VariableExpressionAst { Splatted: true } variable:
                Eval splatted = Variables.CompileRead(variable);
                return (frame, list) => Splat(splatted(frame), extent, list);
        }
        Eval value = ExpressionCompiler.Compile((ExpressionAst)element);
        string? source = NumberText((ExpressionAst)element);
        return (frame, list) => list.Add(
            new CommandArgument(extent, null, true, AsWritten(value(frame), source), false, source));
    }

    private static string? NumberText(ExpressionAst expression)
        => expression is ConstantExpressionAst and not StringConstantExpressionAst ? expression.Extent.Text : null;

    // A number keeps how it was written: its text is that, for strings, native programs and argument transformations.
    private static object? AsWritten(object? value, string? source)
        => source is null || value is null ? Plain(value) : new PSObject(value) { TokenText = source };

    private static object? Plain(object? value)
        => ReferenceEquals(value, Internal.AutomationNull.Value) ? null : value;

    private static void Splat(object? value, IScriptExtent extent, List<CommandArgument> list)
    {
        if (LanguagePrimitives.IsNull(value))
            return;
        if (PSObject.Base(value) is IDictionary entries)
        {
            foreach (DictionaryEntry entry in entries)
            {
                list.Add(new CommandArgument(
                    extent, Conversions.ToText(entry.Key), true, entry.Value, IsSplatted: true));
            }
            return;
        }
        foreach (object? item in Enumeration.ToList(value))
        {
            if (item is PSObject wrapped && wrapped.Properties[ParameterNote]?.Value is string name)
                list.Add(new CommandArgument(extent, name, false, null));
            else
                list.Add(new CommandArgument(extent, null, true, item));
        }
    }
}
