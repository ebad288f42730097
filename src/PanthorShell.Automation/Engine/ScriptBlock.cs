using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>A piece of script that can be run.</summary>
public partial class ScriptBlock
{
    private readonly ScriptBlockAst _ast;
    private ScriptBody? _body;
    private ParameterSchema? _schema;

    internal ScriptBlock(ScriptBlockAst ast, SessionStateInternal? session, bool isFilter = false)
    {
        _ast = ast;
        Session = session;
        IsFilter = isFilter;
    }

    /// <summary>The syntax.</summary>
    public Ast Ast => _ast;

    /// <summary>The file, or null.</summary>
    public string? File => _ast.Extent.File;

    /// <summary>Whether the body runs for each object.</summary>
    public bool IsFilter { get; set; }

    /// <summary>The identity of the text.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The module to which it belongs, or null.</summary>
    public PSModuleInfo? Module => Session?.Module;

    /// <summary>Whether a debugger passes over it.</summary>
    public bool DebuggerHidden { get; set; }

    /// <summary>Where it begins.</summary>
    public PSToken? StartPosition => null;

    /// <summary>The attributes of its param block.</summary>
    public List<Attribute> Attributes => ScriptParameters.AttributesOf(_ast, Engine);

    /// <summary>The session in which it runs; null for the one that calls.</summary>
    internal SessionStateInternal? Session { get; }

    internal ScriptBlockAst Syntax => _ast;

    internal ScriptBody Body => _body ??= ScriptBody.For(_ast);

    internal ParameterSchema Schema => _schema ??= ScriptParameters.SchemaOf(_ast, FunctionParameters, Engine);

    internal bool HasParameters => FunctionParameters is { Count: > 0 } || _ast.ParamBlock is { Parameters.Count: > 0 };

    private static ExecutionContext Engine => ExecutionContext.Current
        ?? throw new PSInvalidOperationException("There is no Runspace available to run scripts in this thread.");

    private IReadOnlyList<ParameterAst>? FunctionParameters => (_ast.Parent as FunctionDefinitionAst)?.Parameters;

    /// <summary>A script block from text.</summary>
    public static ScriptBlock Create(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Parse(script, null, ExecutionContext.Current?.CurrentSession);
    }

    /// <summary>Runs the script and gives its output.</summary>
    public Collection<PSObject> Invoke(params object?[] args) => Collect(Run(useLocalScope: true, null, args, isPartOfCaller: false));

    /// <summary>Runs the script and gives its output as a cmdlet would: nothing, one object or an array.</summary>
    public object? InvokeReturnAsIs(params object?[] args) => Unwrap(Run(useLocalScope: true, null, args, isPartOfCaller: false));

    /// <summary>Runs the script with functions and variables of its own.</summary>
    public Collection<PSObject> InvokeWithContext(
        Dictionary<string, ScriptBlock>? functionsToDefine, List<PSVariable>? variablesToDefine,
            params object?[] args) =>
        InvokeWithContext((IDictionary?)functionsToDefine, variablesToDefine, args);

    /// <summary>Runs the script with functions and variables of its own.</summary>
    public Collection<PSObject> InvokeWithContext(
        IDictionary? functionsToDefine, List<PSVariable>? variablesToDefine, params object?[] args) =>
        Collect(Run(useLocalScope: true, null, args, scope =>
        {
            foreach (DictionaryEntry entry in functionsToDefine ?? new Hashtable())
            {
                string name = PSObject.ToStringParser(entry.Key);
                ScriptBlock body = PSObject.Base(entry.Value) as ScriptBlock
                    ?? throw new PSInvalidOperationException($"The body of the function '{name}' is null.");
                scope.Functions[name] = new FunctionInfo(name, body, Engine);
            }

            foreach (PSVariable variable in variablesToDefine ?? []) scope.Variables[variable.Name] = variable;
        }, isPartOfCaller: false));

    /// <summary>A copy that keeps the values of the local variables.</summary>
    public ScriptBlock GetNewClosure()
    {
        ExecutionContext context = Engine;
        PSModuleInfo module = new(context, "__DynamicModule_" + Guid.NewGuid(), string.Empty, ModuleType.Script);
        SessionStateInternal state = new(context, context.GlobalSession, module);
        module.SessionStateInternal = state;
        foreach ((string name, PSVariable variable) in context.CurrentSession.VisibleVariables())
        {
            if (context.GlobalSession.GlobalScope.Variable(name) == variable || variable is SpecialVariable) continue;
            state.ModuleScope.Variables[name] = new PSVariable(name, variable.Value);
        }

        return new ScriptBlock(_ast, state, IsFilter);
    }

    /// <summary>Refuses what is not in the subset allowed for data.</summary>
    public void CheckRestrictedLanguage(
        IEnumerable<string> allowedCommands, IEnumerable<string> allowedVariables, bool allowEnvironmentVariables) =>
        RestrictedLanguage.Check(_ast, allowedCommands, allowedVariables, allowEnvironmentVariables);

    /// <inheritdoc/>
    public override string ToString()
    {
        string text = _ast.Extent.Text;
        bool braces = _ast.Parent is not null && text.Length >= 2 && text[0] == '{' && text[^1] == '}';
        return braces ? text[1..^1] : text;
    }

    internal static ScriptBlock Parse(string text, string? file, SessionStateInternal? session)
    {
        ScriptBlockAst ast = Parser.ParseInput(text, file, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw errors[0].IncompleteInput && file is null
                ? new IncompleteParseException(errors[0].Message, new ParseException(errors))
                : new ParseException(errors);
        }

        return new ScriptBlock(ast, session);
    }

    internal static ScriptBlock FromFile(string path, SessionStateInternal? session) =>
        Parse(IO.File.ReadAllText(path), path, session);

    internal static Collection<PSObject> Collect(List<object?> output)
    {
        Collection<PSObject> result = [];
        foreach (object? item in output) result.Add(item is null ? null! : PSObject.AsPSObject(item));
        return result;
    }

    internal static object? Unwrap(List<object?> output) => output.Count switch
    {
        0 => AutomationNull.Value,
        1 => output[0],
        _ => output.ToArray(),
    };

    internal ScriptBlock WithSession(SessionStateInternal session) => new(_ast, session, IsFilter);
}
