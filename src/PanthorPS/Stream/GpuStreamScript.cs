using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>
/// Runs the script block of a stream: its commands are functions that exist only there, and end up in
/// <see cref="Emit"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GpuStreamScript
{
    private const string Variable = "GpuStreamScript";
    private const int MistakesTold = 20;

    private static readonly Dictionary<string, string> s_bodies = StreamVerbs.ByName.Keys.ToDictionary(
        name => name, name => $"${Variable}.Emit('{name}', $args, $MyInvocation)");

    private readonly CsAssembler _assembler;
    private readonly List<string> _mistakes = [];

    internal GpuStreamScript(CsAssembler assembler)
    {
        _assembler = assembler;
    }

    /// <summary>Appends an instruction. What is wrong with it is told when the script block has ended.</summary>
    /// <param name="verb">Name of the command.</param>
    /// <param name="arguments">What stands behind it.</param>
    /// <param name="invocation">Where it stands.</param>
    public void Emit(string verb, object[] arguments, InvocationInfo invocation)
    {
        try
        {
            StreamVerb known = StreamVerbs.ByName[verb];
            try
            {
                known.Assemble(new StreamCall(_assembler, new StreamArguments(arguments ?? [], known.TakesValue)));
            }
            catch (StreamSyntaxException e)
            {
                throw new StreamSyntaxException($"{known.Name}: {e.Message} ({known.Usage})");
            }
        }
        catch (Exception e) when (e is StreamSyntaxException or CsAssemblyException)
        {
            _mistakes.Add(At(invocation, e.Message.TrimEnd('.')));
        }
    }

    /// <summary>Runs the script block; what it writes to the pipeline comes back.</summary>
    /// <exception cref="CommandStreamException">Instructions are wrong.</exception>
    internal ulong[] Run(ScriptBlock script, out IReadOnlyList<PSObject> output)
    {
        var functions = new Dictionary<string, ScriptBlock>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string body) in s_bodies)
        {
            functions.Add(name, ScriptBlock.Create(body));
        }

        List<PSVariable> variables =
            [new(Variable, this), new("ErrorActionPreference", ActionPreference.Stop)];
        try
        {
            output = script.InvokeWithContext(functions, variables);
        }
        catch (CommandNotFoundException e)
        {
            output = [];
            _mistakes.Add(At(e.ErrorRecord?.InvocationInfo, $"{e.CommandName}: there is no such command"));
        }

        if (_mistakes.Count == 0)
        {
            try
            {
                return _assembler.ToWords();
            }
            catch (CsAssemblyException e)
            {
                _mistakes.Add(e.Message.TrimEnd('.'));
            }
        }

        throw new CommandStreamException(_mistakes.Take(MistakesTold).ToArray());
    }

    private static string At(InvocationInfo? invocation, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"line {invocation?.ScriptLineNumber ?? 0}: {what}");
}
