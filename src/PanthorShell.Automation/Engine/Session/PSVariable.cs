using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A variable.</summary>
public class PSVariable
{
    private object? _value;
    private ScopedItemOptions _options;
    private VariableAttributes? _attributes;

    /// <summary>Creates a variable without a value.</summary>
    public PSVariable(string name)
        : this(name, null, ScopedItemOptions.None, null)
    {
    }

    /// <summary>Creates a variable.</summary>
    public PSVariable(string name, object? value)
        : this(name, value, ScopedItemOptions.None, null)
    {
    }

    /// <summary>Creates a protected variable.</summary>
    public PSVariable(string name, object? value, ScopedItemOptions options)
        : this(name, value, options, null)
    {
    }

    /// <summary>Creates a variable whose values are checked.</summary>
    public PSVariable(string name, object? value, ScopedItemOptions options, Collection<Attribute>? attributes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        if (attributes is not null)
        {
            foreach (Attribute attribute in attributes) Attributes.Add(attribute);
        }

        _value = value;
        _options = options;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public virtual string Description { get; set; } = string.Empty;

    /// <summary>Who sees it.</summary>
    public SessionStateEntryVisibility Visibility { get; set; } = SessionStateEntryVisibility.Public;

    /// <summary>The module that owns it.</summary>
    public PSModuleInfo? Module { get; internal set; }

    /// <summary>The name of that module.</summary>
    public string ModuleName => Module?.Name ?? string.Empty;

    /// <summary>The value; setting it heeds protection, conversion and validation.</summary>
    public virtual object? Value
    {
        get => _value;
        set
        {
            ThrowIfProtected();
            _value = _attributes is null || _attributes.Count == 0 ? value : _attributes.Checked(this, value);
        }
    }

    /// <summary>How it is protected.</summary>
    public virtual ScopedItemOptions Options
    {
        get => _options;
        set => SetOptions(value, force: false);
    }

    /// <summary>What converts and checks its values.</summary>
    public Collection<Attribute> Attributes => _attributes ??= new VariableAttributes(this);

    internal bool IsReadOnly => (_options & (ScopedItemOptions.ReadOnly | ScopedItemOptions.Constant)) != 0;

    internal bool IsConstant => (_options & ScopedItemOptions.Constant) != 0;

    internal bool IsAllScope => (_options & ScopedItemOptions.AllScope) != 0;

    internal bool IsPrivate => (_options & ScopedItemOptions.Private) != 0;

    internal bool HasAttributes => _attributes is { Count: > 0 };

    /// <summary>Whether the value passes the checks.</summary>
    public virtual bool IsValidValue(object? value)
    {
        try
        {
            _attributes?.Checked(this, value);
            return true;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }

    internal void SetRaw(object? value) => _value = value;

    internal void SetOptions(ScopedItemOptions options, bool force)
    {
        if (IsConstant || (!force && IsReadOnly)) throw NotWritable();
        if ((options & ScopedItemOptions.Constant) != 0 && !force && _options != ScopedItemOptions.None)
        {
            throw new SessionStateUnauthorizedAccessException(Name, SessionStateCategory.Variable,
                "VariableCannotBeMadeConstant",
                $"Existing variable {Name} cannot be made constant. Variables can be made constant only at creation "
                    + $"time.");
        }

        _options = options;
    }

    /// <summary>Replaces the attributes; the value is converted and checked by the new ones.</summary>
    internal void ReplaceAttributes(IReadOnlyList<Attribute> attributes, object? value)
    {
        ThrowIfProtected();
        VariableAttributes fresh = new(this);
        foreach (Attribute attribute in attributes) fresh.AddUnchecked(attribute);
        _value = fresh.Checked(this, value);
        _attributes = fresh.Count == 0 ? null : fresh;
    }

    internal SessionStateUnauthorizedAccessException NotWritable() => new(Name, SessionStateCategory.Variable,
        "VariableNotWritable", $"Cannot overwrite variable {Name} because it is read-only or constant.");

    private protected void ThrowIfProtected()
    {
        if (IsReadOnly) throw NotWritable();
    }
}
