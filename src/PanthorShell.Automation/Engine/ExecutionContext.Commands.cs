using System.Linq;
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
        int skipped = 0;
        CommandProcessor processor = PSObject.Base(call.Command) switch
        {
            ScriptBlock script => new ScriptProcessor(this, new ScriptInfo(script, this), script, newScope: !dot,
                extent),
            CommandInfo command => CreateProcessor(command, !dot, extent),
            PSModuleInfo module => InModule(module, call, dot, ref skipped),
            object other => ByName(PSObject.ToStringParser(other), call, dot),
            null => throw new RuntimeException(ErrorCategory.InvalidOperation, null,
                call.Ast.CommandElements[0].Extent, "BadExpression",
                "The expression after '" + (dot ? "." : "&")
                    + "' in a pipeline element produced an object that was not valid. It must result "
                + "in a command name, a script block, or a CommandInfo object.", null),
        };
        processor.Arguments.AddRange(call.Arguments.Skip(skipped));
        processor.Redirections = call.Redirections;
        return processor;
    }

    // The first argument behind a module is the command to run there.
    private CommandProcessor InModule(PSModuleInfo module, CommandCall call, bool dot, ref int skipped)
    {
        SessionStateInternal session = module.SessionStateInternal ?? throw new PSInvalidOperationException(
            $"The module '{module.Name}' is no script module: nothing can run in it.");
        if (call.Arguments.Count == 0 || call.Arguments[0] is { HasValue: false } or { ParameterName: not null })
        {
            throw new RuntimeException(ErrorCategory.InvalidOperation, null, call.Ast.Extent, "BadExpression",
                "A module behind '&' needs a command name or a script block to run.", null);
        }

        skipped = 1;
        object? command = PSObject.Base(call.Arguments[0].Value);
        if (command is ScriptBlock script)
        {
            ScriptBlock bound = script.WithSession(session);
            return new ScriptProcessor(this, new ScriptInfo(bound, this), bound, newScope: !dot, call.Ast.Extent);
        }

        SessionStateInternal caller = CurrentSession;
        CurrentSession = session;
        try
        {
            return command is CommandInfo info
                ? CreateProcessor(info, !dot, call.Ast.Extent)
                : ByName(PSObject.ToStringParser(command), call, dot);
        }
        finally
        {
            CurrentSession = caller;
        }
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
