using System.Management.Automation.Evaluation;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <content>Processors for commands.</content>
internal sealed partial class ExecutionContext
{
    /// <summary>A processor for a command; for scripts in a new scope or in the current one.</summary>
    internal CommandProcessor CreateProcessor(CommandInfo command, bool newScope, IScriptExtent? position)
    {
        CommandInfo target = command is AliasInfo alias
            ? alias.ResolvedCommand ?? throw CommandNotFoundException.ForName(alias.Definition)
            : command;
        return target switch
        {
            CmdletInfo cmdlet => new CmdletProcessor(this, cmdlet, position),
            FunctionInfo function => new ScriptProcessor(this, function, function.ScriptBlock, newScope, position),
            ExternalScriptInfo script => ScriptFile(script, newScope, position),
            ScriptInfo script => new ScriptProcessor(this, script, script.ScriptBlock, newScope, position),
            ApplicationInfo application => new NativeProcessor(this, application, position),
            _ => throw new PSNotSupportedException($"Commands of the kind {target.CommandType} cannot be run."),
        };
    }

    private ScriptProcessor ScriptFile(ExternalScriptInfo script, bool newScope, IScriptExtent? position)
    {
        ScriptRequires.Check(this, script);
        return new ScriptProcessor(this, script,
            script.ScriptBlock.WithSession(newScope ? CurrentSession.Global : CurrentSession), newScope,
            position)
        {
            IsScriptFile = true,
            CatchesExit = true,
        };
    }

    private CommandProcessor Processor(CommandCall call)
    {
        bool dot = call.InvocationOperator == TokenKind.Dot;
        IScriptExtent extent = call.Ast.Extent;
        CommandProcessor processor = PSObject.Base(call.Command) switch
        {
            ScriptBlock script => new ScriptProcessor(this, new ScriptInfo(script, this), script, newScope: !dot,
                extent),
            CommandInfo command => CreateProcessor(command, !dot, extent),
            PSModuleInfo => throw new PSNotSupportedException(
                "Running a command in a module with '& $module' and a block is written '& $module { … }'."),
            object other => ByName(PSObject.ToStringParser(other), call, dot),
            null => throw new RuntimeException(ErrorCategory.InvalidOperation, null,
                call.Ast.CommandElements[0].Extent, "BadExpression",
                "The expression after '" + (dot ? "." : "&")
                    + "' in a pipeline element produced an object that was not valid. It must result "
                + "in a command name, a script block, or a CommandInfo object.", null),
        };
        processor.Arguments.AddRange(call.Arguments);
        processor.Redirections = call.Redirections;
        return processor;
    }

    private CommandProcessor ByName(string name, CommandCall call, bool dot)
    {
        if (name.Length == 0)
        {
            throw new RuntimeException(ErrorCategory.InvalidOperation, null, call.Ast.CommandElements[0].Extent,
                "BadExpression",
                "The expression after '&' in a pipeline element produced an object that was not valid. It must "
                    + "result in a command name, a "
                + "script block, or a CommandInfo object.", null);
        }

        CommandInfo? command = Discovery.Find(name, CommandTypes.All);
        if (command is null)
        {
            CommandNotFoundException missing = CommandNotFoundException.ForName(name);
            missing.ErrorRecord.SetInvocation(InvocationInfo.Create(null, call.Ast.CommandElements[0].Extent));
            throw missing;
        }

        CommandProcessor processor = CreateProcessor(command, !dot, call.Ast.Extent);
        processor.Invocation.InvocationName = name;
        return processor;
    }
}
