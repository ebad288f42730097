using System.Collections.Generic;
using System.Management.Automation.Evaluation;
using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>
/// Binds the arguments of one call: named, by position, the remaining ones, from the pipeline by value and by property
/// name; and
/// finds out which parameter set is meant.
/// </summary>
internal sealed partial class ParameterBinder
{
    private readonly IParameterStore _store;
    private readonly ExecutionContext _context;
    private readonly InvocationInfo _invocation;
    private readonly Dictionary<BindableParameter, ScriptBlock> _delayed = [];
    private List<CommandArgument> _unbound = [];
    private ParameterSchema _schema;
    private BindingState _state;
    private uint _sets = uint.MaxValue;
    private uint _setsBeforePipeline;

    internal ParameterBinder(ParameterSchema schema, IParameterStore store, ExecutionContext context,
        InvocationInfo invocation)
    {
        _schema = schema;
        _store = store;
        _context = context;
        _invocation = invocation;
        _state = new BindingState(schema.All.Count);
    }

    internal Dictionary<string, object?> BoundParameters => _invocation.BoundParameters;

    /// <summary>The arguments that belong to no parameter.</summary>
    internal List<CommandArgument> Unbound => _unbound;

    internal ParameterSchema Schema => _schema;

    internal string ParameterSetName { get; private set; } = ParameterAttribute.AllParameterSets;

    internal bool ExpectsInput { get; set; }

    internal bool HasDelayed => _delayed.Count > 0;

    internal bool IsBound(BindableParameter parameter) => _state.Bound[parameter.Index];

    /// <summary>Binds what the command line gives.</summary>
    internal void BindCommandLine(IReadOnlyList<CommandArgument> arguments, Func<ParameterBinder,
        IEnumerable<BindableParameter>?>? dynamic)
    {
        _unbound = ArgumentPairing.Pair(arguments, _schema, _invocation);
        BindNamed();
        BindPositional();
        ApplyDefaultValues();
        if (dynamic is not null && Narrow() && dynamic(this) is { } made)
        {
            ParameterSchema extended = _schema.WithDynamic(made);
            Rebase(extended);
            _unbound = ArgumentPairing.Pair(_unbound, _schema, _invocation);
            BindNamed();
            BindPositional();
            ApplyDefaultValues();
        }

        BindRemaining();
        if (_schema.IsAdvanced) ThrowIfUnbound();
    }

    /// <summary>Chooses the parameter set and demands the mandatory parameters.</summary>
    internal void Validate()
    {
        int count = ValidateSets(ExpectsInput, setDefault: !ExpectsInput);
        if (count > 1 && ExpectsInput)
        {
            uint filtered = FilterSetsTakingNoInput();
            if (filtered != _sets)
            {
                _sets = filtered;
                ValidateSets(true, setDefault: false);
            }
        }

        ThrowIfMandatoryMissing(beforePipeline: ExpectsInput);
        if (!ExpectsInput) LatchSet();
        _setsBeforePipeline = _sets;
    }

    private bool Narrow()
    {
        UpdateSetName(_schema.DefaultMask != 0 && (_sets & _schema.DefaultMask) != 0 && _sets == uint.MaxValue
            ? _schema.DefaultMask : _sets);
        return true;
    }

    private void Rebase(ParameterSchema extended)
    {
        HashSet<string> bound = new(StringComparer.OrdinalIgnoreCase);
        foreach (BindableParameter parameter in _schema.All)
        {
            if (_state.Bound[parameter.Index]) bound.Add(parameter.Name);
        }

        uint oldSets = _sets;
        List<string> oldNames = [.. _schema.SetNames];
        _schema = extended;
        _state = new BindingState(extended.All.Count);
        foreach (BindableParameter parameter in extended.All) _state.Bound[parameter.Index] =
            bound.Contains(parameter.Name);
        if (oldSets == uint.MaxValue) return;
        uint mapped = 0;
        for (int i = 0; i < oldNames.Count; i++)
        {
            int index = extended.SetNames.FindIndex(n => n.Equals(oldNames[i], StringComparison.OrdinalIgnoreCase));
            if ((oldSets & (1u << i)) != 0 && index >= 0) mapped |= 1u << index;
        }

        _sets = mapped;
    }

    private void BindNamed()
    {
        List<CommandArgument> rest = [];
        foreach (CommandArgument argument in _unbound)
        {
            if (argument.ParameterName is not { Length: > 0 } name || name == "-" || !argument.HasValue)
            {
                rest.Add(argument);
                continue;
            }

            BindableParameter? parameter = _schema.Resolve(name, possible => Error(argument, null, "AmbiguousParameter",
                $"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches "
                    + $"include: {possible}."));
            if (parameter is null)
            {
                rest.Add(argument);
                continue;
            }

            if (_state.Bound[parameter.Index])
            {
                throw Error(argument, parameter, "ParameterAlreadyBound",
                    $"Cannot bind parameter because parameter '{parameter.Name}' is specified more than once. To "
                        + $"provide multiple values to "
                    + "parameters that can accept multiple values, use the array syntax. For example, \"-parameter "
                        + "value1,value2,value3\".");
            }

            object? value = argument.Value is FollowingValue following ? following.Value : argument.Value;
            Bind(parameter, value, argument.Extent, coerce: true, delay: true);
        }

        _unbound = rest;
    }

    private void BindPositional()
    {
        if (_unbound.Count == 0 || !_unbound.Exists(static a => a.ParameterName is null)) return;
        uint defaults = _schema.DefaultMask;
        if (defaults == 0 || (_sets & defaults) == 0) defaults = 0;
        SortedDictionary<int, List<(BindableParameter Parameter, ParameterSetEntry Entry)>> byPosition = Positions();
        List<CommandArgument> rest = [];
        using IEnumerator<KeyValuePair<int,
            List<(BindableParameter Parameter, ParameterSetEntry Entry)>>> positions = byPosition.GetEnumerator();
        bool more = positions.MoveNext();
        for (int i = 0; i < _unbound.Count; i++)
        {
            CommandArgument argument = _unbound[i];
            if (argument.ParameterName is not null)
            {
                rest.Add(argument);
                continue;
            }

            while (more && !HasCandidate(positions.Current.Value)) more = positions.MoveNext();
            if (!more)
            {
                rest.Add(argument);
                continue;
            }

            bool bound = TryPositional(positions.Current.Value, argument, defaults);
            if (!bound) rest.Add(argument);
            more = positions.MoveNext();
        }

        _unbound = rest;
    }

    private SortedDictionary<int, List<(BindableParameter Parameter, ParameterSetEntry Entry)>> Positions()
    {
        SortedDictionary<int, List<(BindableParameter, ParameterSetEntry)>> result = [];
        foreach (BindableParameter parameter in _schema.All)
        {
            if (_state.Bound[parameter.Index] || !parameter.IsValidIn(_sets)) continue;
            foreach (ParameterSetEntry entry in parameter.Entries)
            {
                if (entry.Position == int.MinValue || entry.FromRemainingArguments) continue;
                if (!entry.IsInAllSets && (entry.Mask & _sets) == 0) continue;
                if (!result.TryGetValue(entry.Position, out var list)) result[entry.Position] = list = [];
                list.Add((parameter, entry));
            }
        }

        return result;
    }

    private bool HasCandidate(List<(BindableParameter Parameter, ParameterSetEntry Entry)> list) => list.Exists(c =>
        !_state.Bound[c.Parameter.Index] && (c.Entry.IsInAllSets || (c.Entry.Mask & _sets) != 0));

    private bool TryPositional(
        List<(BindableParameter Parameter, ParameterSetEntry Entry)> candidates, CommandArgument argument,
            uint defaults)
    {
        if (defaults != 0 && TryPass(candidates, argument, defaults, coerce: false, throwing: false)) return true;
        if (TryPass(candidates, argument, _sets, coerce: false, throwing: false)) return true;
        if (defaults != 0 && TryPass(candidates, argument, defaults, coerce: true, throwing: true)) return true;
        return TryPass(candidates, argument, _sets, coerce: true, throwing: true);
    }

    private bool TryPass(
        List<(BindableParameter Parameter, ParameterSetEntry Entry)> candidates, CommandArgument argument, uint sets,
            bool coerce,
        bool throwing)
    {
        foreach ((BindableParameter parameter, ParameterSetEntry entry) in candidates)
        {
            if (_state.Bound[parameter.Index]) continue;
            if (!entry.IsInAllSets && (entry.Mask & sets & _sets) == 0) continue;
            if (Bind(parameter, argument.Value, argument.Extent, coerce, delay: true)) return true;
        }

        return false;
    }

    private void BindRemaining()
    {
        if (_unbound.Count == 0) return;
        BindableParameter? taker = _schema.All.Find(p => !_state.Bound[p.Index] && p.IsValidIn(_sets)
            && Array.Exists(p.Entries, e => e.FromRemainingArguments && (e.IsInAllSets || (e.Mask & _sets) != 0)));
        if (taker is null) return;
        List<object?> values = [];
        foreach (CommandArgument argument in _unbound)
        {
            values.AddRange(ArgumentPairing.Words(argument));
        }

        IScriptExtent extent = _unbound[0].Extent;
        _unbound = [];
        object value = values.Count == 1 && LanguagePrimitives.GetEnumerable(values[0]) is not null ? values[0]!
            : values.ToArray();
        Bind(taker, value, extent, coerce: true, delay: false);
    }

    private void ApplyDefaultValues()
    {
        if (_invocation.MyCommand is not { CommandType: CommandTypes.Cmdlet or CommandTypes.Function
            or CommandTypes.Filter
            or CommandTypes.ExternalScript } || !_schema.IsAdvanced) return;
        foreach ((BindableParameter parameter, object? value) in DefaultParameterValues.For(_context,
            _invocation.MyCommand, _schema))
        {
            if (_state.Bound[parameter.Index] || !parameter.IsValidIn(_sets)) continue;
            uint before = _sets;
            try
            {
                Bind(parameter, value, null, coerce: true, delay: false);
            }
            catch (ParameterBindingException)
            {
                _sets = before;
            }
        }
    }

    private void ThrowIfUnbound()
    {
        if (_unbound.Count == 0) return;
        CommandArgument first = _unbound[0];
        if (first.ParameterName is { } name)
        {
            BindableParameter? known = name == "-" ? null : _schema.Resolve(name, null);
            if (known is not null && !first.HasValue)
            {
                throw Error(first, known, "MissingArgument",
                    $"Missing an argument for parameter '{known.Name}'. Specify a parameter of type "
                    + $"'{known.Type}' and try again.");
            }

            throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, first.Extent, name, null,
                null,
                "NamedParameterNotFound", $"A parameter cannot be found that matches parameter name '{name}'.");
        }

        string text = LanguagePrimitives.IsNull(first.Value) ? "$null" : PSObject.ToStringParser(first.Value);
        throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, first.Extent, text, null,
            PSObject.Base(first.Value)?.GetType(), "PositionalParameterNotFound",
            $"A positional parameter cannot be found that accepts argument '{text}'.");
    }
}
