using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace System.Management.Automation;

/// <content>Parameter sets and mandatory parameters.</content>
internal sealed partial class ParameterBinder
{
    private uint ValidSets => _sets & _schema.AllMask;

    private ParameterBindingException Ambiguous() =>
        new(ErrorCategory.InvalidArgument, _invocation, null, null, null, null,
        "AmbiguousParameterSet",
            "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued "
        + "cannot be used together or an insufficient number of parameters were provided.");

    private int ValidateSets(bool beforePipeline, bool setDefault)
    {
        uint defaults = _schema.DefaultMask;
        if (_schema.SetNames.Count == 0)
        {
            ParameterSetName = ParameterAttribute.AllParameterSets;
            return 1;
        }

        int count = BitOperations.PopCount(ValidSets);
        if (count == 0 && _sets != uint.MaxValue) throw Ambiguous();
        if (count == 1)
        {
            UpdateSetName(_sets);
            if (_sets == uint.MaxValue && !beforePipeline && setDefault) _sets = ValidSets;
            return 1;
        }

        if (beforePipeline && AnySetTakesInput()) return count;
        if (defaults != 0 && (_sets & defaults) != 0)
        {
            UpdateSetName(defaults);
            if (setDefault) _sets = defaults;
            return setDefault ? 1 : count;
        }

        return ResolveByMandatory();
    }

    // Of several sets, those are left out that demand a parameter nobody gave.
    private int ResolveByMandatory()
    {
        uint remaining = ValidSets;
        foreach (BindableParameter parameter in _schema.All)
        {
            if (_state.Bound[parameter.Index]) continue;
            foreach (ParameterSetEntry entry in parameter.Entries)
            {
                if (entry.IsMandatory && !entry.IsInAllSets) remaining &= ~entry.Mask;
            }
        }

        if (BitOperations.PopCount(remaining) == 1)
        {
            _sets = remaining;
            UpdateSetName(_sets);
            return 1;
        }

        // Nothing that distinguishes the sets was given at all: no set is needed.
        if (_sets == uint.MaxValue && _schema.DefaultMask == 0 && remaining == _schema.AllMask && !AnyDistinguishing())
        {
            ParameterSetName = ParameterAttribute.AllParameterSets;
            return 1;
        }

        throw Ambiguous();
    }

    private bool AnyDistinguishing() => _schema.All.Exists(static p => !p.IsInAllSets);

    private bool AnySetTakesInput() =>
        _schema.All.Exists(p => !_state.Bound[p.Index] && p.TakesPipelineIn(_sets)) || HasDelayed;

    private uint FilterSetsTakingNoInput()
    {
        uint taking = 0;
        foreach (BindableParameter parameter in _schema.All)
        {
            bool free = !_state.Bound[parameter.Index] || _delayed.ContainsKey(parameter);
            if (!free) continue;
            foreach (ParameterSetEntry entry in parameter.Entries)
            {
                if (!entry.TakesPipeline && !_delayed.ContainsKey(parameter)) continue;
                if (entry.IsInAllSets) return _sets;
                taking |= entry.Mask;
            }
        }

        return taking == 0 || (_sets & taking) == 0 ? _sets : _sets & taking;
    }

    private void ThrowIfMandatoryMissing(bool beforePipeline)
    {
        List<BindableParameter> missing = MissingMandatory(beforePipeline);
        if (missing.Count == 0) return;
        string names = string.Join(" ", missing.Select(static p => p.Name));
        throw new ParameterBindingException(ErrorCategory.InvalidArgument, _invocation, null, names, null, null,
            "MissingMandatoryParameter",
                $"Cannot process command because of one or more missing mandatory parameters: {names}.");
    }

    private List<BindableParameter> MissingMandatory(bool beforePipeline)
    {
        List<BindableParameter> missing = [];
        uint sets = _schema.SetNames.Count == 0 ? uint.MaxValue : ValidSets;
        if (BitOperations.PopCount(sets) > 1 && _schema.DefaultMask != 0 && (sets & _schema.DefaultMask) != 0
            && !beforePipeline)
        {
            sets = _schema.DefaultMask;
        }

        bool single = _schema.SetNames.Count == 0 || BitOperations.PopCount(sets) == 1;
        foreach (BindableParameter parameter in _schema.All)
        {
            if (_state.Bound[parameter.Index]) continue;
            foreach (ParameterSetEntry entry in parameter.Entries)
            {
                if (!entry.IsMandatory || (!entry.IsInAllSets && (!single || (entry.Mask & sets) == 0))) continue;
                if (beforePipeline && entry.TakesPipeline) continue;
                missing.Add(parameter);
                break;
            }
        }

        return missing;
    }

    private void LatchSet()
    {
        if (_schema.SetNames.Count == 0) return;
        if (BitOperations.PopCount(ValidSets) == 1) UpdateSetName(_sets);
    }

    private void UpdateSetName(uint mask)
    {
        uint valid = mask & _schema.AllMask;
        if (valid == 0 || (mask == uint.MaxValue && BitOperations.PopCount(valid) != 1))
        {
            ParameterSetName = ParameterAttribute.AllParameterSets;
            return;
        }

        ParameterSetName = _schema.SetNameOf(valid);
    }
}
