using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>Runs a cmdlet.</summary>
internal sealed class CmdletProcessor : CommandProcessor, IParameterStore
{
    private readonly CmdletInfo _info;
    private readonly ParameterBinder _binder;
    private Cmdlet? _cmdlet;
    private object? _dynamic;
    private SessionStateInternal _session = null!;
    private Scope _scope = null!;
    private IOutputPipe? _output;

    internal CmdletProcessor(ExecutionContext context, CmdletInfo info, IScriptExtent? position)
        : base(context, info, position)
    {
        _info = info;
        _binder = new ParameterBinder(info.Schema, this, context, Invocation);
    }

    internal override ConfirmImpact ConfirmImpact => _info.Schema.ConfirmImpact;

    internal override InternalCommand? Instance => _cmdlet;

    public void Store(BindableParameter parameter, object? value)
    {
        object target = Target(parameter);
        if (target is RuntimeDefinedParameter made) made.Value = value;
        else parameter.Set(target, value);
    }

    public object? Load(BindableParameter parameter)
    {
        object target = Target(parameter);
        return target is RuntimeDefinedParameter made ? made.Value : parameter.Get(target);
    }

    public override void Dispose()
    {
        CmdletUse.Listener?.Invoke(new CmdletUse(
            _info.ImplementingType, _binder.ParameterSetName, Invocation.BoundParameters.Keys, Runtime.HasFailed));
        if (_cmdlet is IDisposable disposable) disposable.Dispose();
        base.Dispose();
    }

    internal override void Prepare() => Guarded(PrepareCore);

    internal override void Stop() => _cmdlet?.DoStop();

    protected override void BeginCore()
    {
        using Place before = EnterHome();
        _cmdlet!.DoBegin();
    }

    protected override void ProcessCore(object? value)
    {
        if (ReferenceEquals(value, AutomationNull.Value)) return;
        using Place before = EnterHome();
        _cmdlet!.CurrentPipelineObject = value is null ? null : PSObject.AsPSObject(value);
        bool bound = _binder.BindPipelineObject(value, out ErrorRecord? error);
        if (error is not null)
        {
            Runtime.WriteErrorRecord(error, Runtime.ErrorAction);
            return;
        }

        if (!bound) return;
        if (_cmdlet is PSCmdlet ps) ps.ParameterSetName = _binder.ParameterSetName;
        _cmdlet.DoProcess();
    }

    protected override void CompleteCore()
    {
        using Place before = EnterHome();
        if (!ExpectsInput)
        {
            _cmdlet!.DoProcess();
        }

        _cmdlet!.DoEnd();
    }

    protected override Exception Manage(Exception exception) => exception switch
    {
        ParameterBindingException or CmdletInvocationException or ActionPreferenceStopException
            or ScriptCallDepthException => exception,
        RuntimeException { WasThrownFromThrowStatement: true } => exception,
        ProviderInvocationException => new CmdletProviderInvocationException(exception.Message, exception),
        _ => new CmdletInvocationException(exception, Invocation),
    };

    // Objects come from within the calls before in the pipeline; what the cmdlet runs belongs where it is written.
    private Place EnterHome()
    {
        Place before = new(Context, _session);
        Context.CurrentSession = _session;
        Context.Streams = Runtime.Streams;
        Context.CurrentOutput = _output;
        _session.CurrentScope = _scope;
        return before;
    }

    private void PrepareCore()
    {
        _session = Context.CurrentSession;
        _scope = _session.CurrentScope;
        _output = Context.CurrentOutput;
        try
        {
            _cmdlet = (Cmdlet)Activator.CreateInstance(_info.ImplementingType)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw new CmdletInvocationException(e.InnerException, Invocation);
        }

        _cmdlet.Context = Context;
        _cmdlet.CommandInfo = _info;
        _cmdlet.Invocation = Invocation;
        _cmdlet.RuntimeInternal = Runtime;
        _cmdlet.CommandOrigin = Invocation.CommandOrigin;
        if (_cmdlet is PSCmdlet { } paging
            && _info.Schema.Command is { SupportsPaging: true }) paging.PagingParameters = Runtime.Paging;
        _binder.ExpectsInput = ExpectsInput;
        _binder.BindCommandLine(Arguments, _cmdlet is IDynamicParameters ? MakeDynamic : null);
        Runtime.OpenVariables();
        _binder.Validate();
        if (_cmdlet is PSCmdlet ps) ps.ParameterSetName = _binder.ParameterSetName;
        Invocation.UnboundArguments = [.. _binder.Unbound.Select(static a => a.Value)];
    }

    private object Target(BindableParameter parameter) => parameter.Target switch
    {
        ParameterTarget.Common => Runtime.Common,
        ParameterTarget.Paging => Runtime.Paging,
        ParameterTarget.Dynamic => _dynamic!,
        ParameterTarget.DynamicDictionary => ((RuntimeDefinedParameterDictionary)_dynamic!)[parameter.Name],
        _ => _cmdlet!,
    };

    private IEnumerable<BindableParameter>? MakeDynamic(ParameterBinder binder)
    {
        if (_cmdlet is PSCmdlet ps) ps.ParameterSetName = binder.ParameterSetName;
        try
        {
            _dynamic = ((IDynamicParameters)_cmdlet!).GetDynamicParameters();
        }
        catch (Exception e) when (e is not (FlowControlException or PipelineStoppedException
            or ParameterBindingException))
        {
            throw new ParameterBindingException(ErrorCategory.InvalidArgument, Invocation, null, null, null, null,
                "GetDynamicParametersException", $"Cannot retrieve the dynamic parameters for the cmdlet. {e.Message}",
                    e);
        }

        return DynamicParameters.Of(_dynamic);
    }

    /// <summary>Where the engine was; going back there is disposal.</summary>
    private readonly struct Place(ExecutionContext context, SessionStateInternal session) : IDisposable
    {
        private readonly SessionStateInternal _current = context.CurrentSession;
        private readonly Scope _scope = session.CurrentScope;
        private readonly StreamSet _streams = context.Streams;
        private readonly IOutputPipe? _output = context.CurrentOutput;

        public void Dispose()
        {
            session.CurrentScope = _scope;
            context.CurrentSession = _current;
            context.Streams = _streams;
            context.CurrentOutput = _output;
        }
    }
}
