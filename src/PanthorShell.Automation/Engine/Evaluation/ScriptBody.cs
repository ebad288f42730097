using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace System.Management.Automation.Evaluation;

/// <summary>
/// The compiled body of a script block. The engine binds parameters, makes the scope and calls the blocks; a
/// <c>return</c> ends the block it is in, break and continue leave as exceptions.
/// </summary>
internal sealed class ScriptBody
{
    private static readonly ConditionalWeakTable<ScriptBlockAst, ScriptBody> s_bodies = [];
    private static readonly ConditionalWeakTable<ScriptBlockAst, List<string>> s_namespaces = [];

    private readonly ScriptBlockAst _ast;
    private readonly Exec?[] _blocks = new Exec?[5];

    private ScriptBody(ScriptBlockAst ast)
    {
        _ast = ast;
        Namespaces = NamespacesOf(ast);
    }

    /// <summary>The namespaces in use where the script block is written.</summary>
    internal IReadOnlyList<string> Namespaces { get; }

    /// <summary>The body of a script block; compiled once, when a block first runs.</summary>
    internal static ScriptBody For(ScriptBlockAst ast) => s_bodies.GetValue(ast, static key => new ScriptBody(key));

    internal void RunBegin(IScriptRuntime runtime, IOutputPipe output) => Run(0, _ast.BeginBlock, runtime, output);

    internal void RunProcess(IScriptRuntime runtime, IOutputPipe output) => Run(1, _ast.ProcessBlock, runtime, output);

    internal void RunEnd(IScriptRuntime runtime, IOutputPipe output) => Run(2, _ast.EndBlock, runtime, output);

    internal void RunClean(IScriptRuntime runtime, IOutputPipe output) => Run(3, _ast.CleanBlock, runtime, output);

    internal void RunDynamicParam(IScriptRuntime runtime, IOutputPipe output)
        => Run(4, _ast.DynamicParamBlock, runtime, output);

    internal static IReadOnlyList<string> NamespacesOf(Ast ast)
    {
        Ast root = ast;
        while (root.Parent is not null)
            root = root.Parent;
        return root is ScriptBlockAst { UsingStatements.Count: > 0 } script
            ? s_namespaces.GetValue(script, static key => [.. key.UsingStatements.Select(use => use.Name.Value)])
            : [];
    }

    private void Run(int index, NamedBlockAst? block, IScriptRuntime runtime, IOutputPipe output)
    {
        if (block is null)
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Exec body = _blocks[index] ??= StatementCompiler.CompileBlock(block.Statements);
        var frame = new Frame(runtime, output, Namespaces);
        try
        {
            Flow flow = body(frame);
            if (flow != Flow.Return)
                frame.ThrowJump(flow);
        }
        catch (ReturnException)
        {
            // A return inside an expression ends the block as a plain one does.
        }
    }
}
