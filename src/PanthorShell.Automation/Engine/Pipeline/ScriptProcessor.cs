using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>Runs a function, a script file or a script block.</summary>
internal sealed class ScriptProcessor : CommandProcessor, IParameterStore
{
    private readonly ScriptBlock _script;
    private readonly bool _newScope;
    private readonly SessionStateInternal _session;
    private readonly PSScriptCmdlet _instance = new();
    private readonly List<object?> _collected = [];
    private readonly ParameterBinder _binder;
    private Scope _scope = null!;
    private object? _dynamic;
    private bool _isFilter;
    private bool _begun;

    internal ScriptProcessor(ExecutionContext context, CommandInfo command, ScriptBlock script, bool newScope,
        IScriptExtent? position)
        : base(context, command, position)
    {
        _script = script;
        _newScope = newScope;
        _session = script.Session ?? context.CurrentSession;
        _binder = new ParameterBinder(script.Schema, this, context, Invocation);
    }

    /// <summary>Fills the new scope before anything runs in it.</summary>
    internal Action<Scope>? PrepareScope { get; set; }

    /// <summary>Whether the file has a script scope of its own.</summary>
    internal bool IsScriptFile { get; init; }

    /// <summary>Whether an exit statement ends here.</summary>
    internal bool CatchesExit { get; init; }

    internal override ConfirmImpact ConfirmImpact => _script.Schema.ConfirmImpact;

    internal override InternalCommand? Instance => _instance;

    private ScriptBlockAst Syntax => _script.Syntax;

    public void Store(BindableParameter parameter, object? value)
    {
        if (parameter.Target == ParameterTarget.Common)
        {
            parameter.Set(Runtime.Common, value);
            return;
        }

        if (parameter.Target == ParameterTarget.Paging)
        {
            parameter.Set(Runtime.Paging, value);
            return;
        }

        if (parameter.Target == ParameterTarget.DynamicDictionary)
        {
            ((RuntimeDefinedParameterDictionary)_dynamic!)[parameter.Name].Value = value;
            return;
        }

        ScriptVariables.Set(_scope, parameter, value);
    }

    public object? Load(BindableParameter parameter) => parameter.Target switch
    {
        ParameterTarget.Common => parameter.Get(Runtime.Common),
        ParameterTarget.Paging => parameter.Get(Runtime.Paging),
        ParameterTarget.DynamicDictionary => ((RuntimeDefinedParameterDictionary)_dynamic!)[parameter.Name].Value,
        _ => _scope.Variable(parameter.Name)?.Value,
    };

    internal override void Prepare() => Guarded(() =>
    {
        _scope = _newScope ? new Scope(_session.CurrentScope) : _session.CurrentScope;
        if (IsScriptFile && _newScope) _scope.ScriptScope = _scope;
        PrepareScope?.Invoke(_scope);
        _instance.Context = Context;
        _instance.CommandInfo = Command;
        _instance.Invocation = Invocation;
        _instance.RuntimeInternal = Runtime;
        _instance.PagingParameters = _script.Schema.Command is { SupportsPaging: true } ? Runtime.Paging : null;
        _binder.ExpectsInput = ExpectsInput;
        // Arguments of scripts are bound where their defaults are evaluated: inside.
        InScope(() =>
        {
            _binder.BindCommandLine(Arguments, Syntax.DynamicParamBlock is null ? null : MakeDynamic);
            if (_script.Schema.IsAdvanced) _binder.Validate();
            SetAutomatic();
            ScriptVariables.SetDefaults(_scope, _binder, Context);
        });
        Runtime.OpenVariables();
    });

    internal override void Clean()
    {
        if (Syntax.CleanBlock is not null
            && _begun) Guarded(() => InScope(() => _script.Body.RunClean(Context, NullPipe.Instance)));
    }

    protected override void BeginCore()
    {
        _begun = true;
        _isFilter = _script.IsFilter;
        if (Syntax.BeginBlock is not null) InScope(() => _script.Body.RunBegin(Context, Runtime));
    }

    protected override void ProcessCore(object? value)
    {
        if (ReferenceEquals(value, AutomationNull.Value)) return;
        if (_script.Schema.IsAdvanced || HasPipelineParameters())
        {
            ErrorRecord? error = null;
            bool bound = true;
            if (_binder.TakesInput || Syntax.ProcessBlock is not null)
            {
                InScope(() => bound = _binder.BindPipelineObject(value, out error));
                if (error is not null && _script.Schema.IsAdvanced)
                {
                    Runtime.WriteErrorRecord(error, Runtime.ErrorAction);
                    return;
                }
            }

            _instance.ParameterSetName = _binder.ParameterSetName;
            if (!bound && _script.Schema.IsAdvanced) return;
        }

        if (Syntax.ProcessBlock is null && !_isFilter)
        {
            _collected.Add(value);
            return;
        }

        _scope.SetLocal("_", value);
        _scope.SetLocal("input", new object?[] { value }.GetEnumerator());
        RunProcess();
    }

    protected override void CompleteCore()
    {
        if (!ExpectsInput && (Syntax.ProcessBlock is not null || _isFilter)) RunProcess();
        if (_isFilter || Syntax.EndBlock is null) return;
        if (Syntax.ProcessBlock is null || !ExpectsInput) _scope.SetLocal("input", _collected.ToArray()
            .GetEnumerator());
        if (_script.Schema.IsAdvanced && ExpectsInput && Syntax.ProcessBlock is null && _collected.Count > 0)
        {
            // Without a process block the end block sees what was bound last.
            _scope.SetLocal("_", _collected[^1]);
        }

        InScope(() => _script.Body.RunEnd(Context, Runtime));
    }

    private void RunProcess() => InScope(() =>
    {
        if (_isFilter && Syntax.ProcessBlock is null) _script.Body.RunEnd(Context, Runtime);
        else _script.Body.RunProcess(Context, Runtime);
    });

    private bool HasPipelineParameters() => _script.HasParameters && _binder.TakesInput;

    private void InScope(Action step)
    {
        SessionStateInternal caller = Context.CurrentSession;
        Scope outer = _session.CurrentScope;
        StreamSet streams = Context.Streams;
        IOutputPipe? output = Context.CurrentOutput;
        Context.EnterCall(Invocation, _script);
        try
        {
            _session.CurrentScope = _scope;
            Context.CurrentSession = _session;
            Context.Streams = Runtime.Streams;
            Context.CurrentOutput = Runtime;
            step();
        }
        catch (ExitException exit) when (CatchesExit)
        {
            Context.SetExitCode(exit.Argument);
        }
        finally
        {
            Context.LeaveCall();
            _session.CurrentScope = outer;
            Context.CurrentSession = caller;
            Context.Streams = streams;
            Context.CurrentOutput = output;
        }
    }

    private void SetAutomatic()
    {
        if (_newScope || IsScriptFile)
        {
            _scope.SetLocal("MyInvocation", Invocation);
            _scope.SetLocal("PSBoundParameters", Invocation.BoundParameters);
            string? file = _script.File;
            _scope.SetLocal("PSCommandPath", file ?? string.Empty);
            _scope.SetLocal("PSScriptRoot", string.IsNullOrEmpty(file) ? string.Empty : Path.GetDirectoryName(file));
        }

        if (_script.Schema.IsAdvanced)
        {
            _instance.ParameterSetName = _binder.ParameterSetName;
            _scope.SetLocal("PSCmdlet", _instance);
            ScriptVariables.SetPreferences(_scope, Runtime);
        }
        else
        {
            object?[] rest = UnboundValues();
            _scope.SetLocal("args", rest);
            Invocation.UnboundArguments = [.. rest];
        }
    }

    private object?[] UnboundValues()
    {
        return [.. _binder.Unbound.SelectMany(ArgumentPairing.Words)];
    }

    private IEnumerable<BindableParameter>? MakeDynamic(ParameterBinder binder)
    {
        _scope.SetLocal("PSBoundParameters", Invocation.BoundParameters);
        ListPipe output = new();
        _script.Body.RunDynamicParam(Context, output);
        _dynamic = output.Items.Select(PSObject.Base).OfType<RuntimeDefinedParameterDictionary>().LastOrDefault();
        return DynamicParameters.Of(_dynamic);
    }
}
