using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace System.Management.Automation;

/// <summary>An object with members that .NET does not know.</summary>
public partial class PSObject : IFormattable, IComparable
{
    /// <summary>The name of the member set with the members of the adapter.</summary>
    public const string AdaptedMemberSetName = "psadapted";

    /// <summary>The name of the member set with the added members.</summary>
    public const string ExtendedMemberSetName = "psextended";

    /// <summary>The name of the member set with the .NET members.</summary>
    public const string BaseObjectMemberSetName = "psbase";

    private static readonly ConditionalWeakTable<object, InstanceData> s_instances = [];
    private readonly object _immediate;
    private InstanceData? _local;

    /// <summary>Creates an object without members.</summary>
    public PSObject()
    {
        _immediate = PSCustomObject.SelfInstance;
        _local = new InstanceData();
    }

    /// <summary>Wraps an object.</summary>
    public PSObject(object obj)
    {
        if (obj is null) throw new PSArgumentNullException(nameof(obj));
        _immediate = obj;
    }

    /// <summary>The wrapped object, through all wrappers.</summary>
    public object BaseObject
    {
        get
        {
            object value = _immediate;
            while (value is PSObject inner) value = inner._immediate;
            return value;
        }
    }

    /// <summary>The wrapped object.</summary>
    public object ImmediateBaseObject => _immediate;

    /// <summary>All members.</summary>
    public PSMemberInfoCollection<PSMemberInfo> Members => new ObjectMembers<PSMemberInfo>(this);

    /// <summary>The properties.</summary>
    public PSMemberInfoCollection<PSPropertyInfo> Properties => new ObjectMembers<PSPropertyInfo>(this);

    /// <summary>The methods.</summary>
    public PSMemberInfoCollection<PSMethodInfo> Methods => new ObjectMembers<PSMethodInfo>(this);

    /// <summary>The names of the type and of what it derives from; more can be inserted.</summary>
    public Collection<string> TypeNames
    {
        get
        {
            InstanceData data = Data(create: true)!;
            return data.TypeNames ??= new Collection<string>(new List<string>(DotNetTypeNames.Of(BaseObject)));
        }
    }

    /// <summary>How a literal was written in the script: native programs get numbers as they were typed.</summary>
    internal string? TokenText { get; init; }

    internal bool IsCustom => _immediate is PSCustomObject;

    /// <summary>Whether a hashtable was the source, so that the cast [pscustomobject] made it.</summary>
    internal PSMemberInfoList<PSMemberInfo>? InstanceMembers => Data(create: false)?.Members;

    internal bool HasTypeNameOverride => Data(create: false)?.TypeNames is not null;

    /// <summary>The type names, without making a list of its own for the object.</summary>
    internal IReadOnlyList<string> InternalTypeNames =>
        (IReadOnlyList<string>?)Data(create: false)?.TypeNames ?? DotNetTypeNames.Of(BaseObject);

    /// <summary>An integer as an object.</summary>
    public static implicit operator PSObject(int valueToConvert) => AsPSObject(valueToConvert);

    /// <summary>A string as an object.</summary>
    public static implicit operator PSObject(string valueToConvert) => AsPSObject(valueToConvert);

    /// <summary>A table as an object.</summary>
    public static implicit operator PSObject(Hashtable valueToConvert) => AsPSObject(valueToConvert);

    /// <summary>A number as an object.</summary>
    public static implicit operator PSObject(double valueToConvert) => AsPSObject(valueToConvert);

    /// <summary>A truth value as an object.</summary>
    public static implicit operator PSObject(bool valueToConvert) => AsPSObject(valueToConvert);

    /// <summary>The object itself, or its wrapper.</summary>
    public static PSObject AsPSObject(object obj) => obj switch
    {
        null => throw new PSArgumentNullException(nameof(obj)),
        PSObject already => already,
        _ => new PSObject(obj),
    };

    /// <summary>A copy with copies of the added members.</summary>
    public virtual PSObject Copy()
    {
        object value = _immediate;
        if (value is not PSCustomObject && value is ICloneable cloneable)
        {
            value = cloneable.Clone();
        }

        PSObject copy = value is PSCustomObject ? new PSObject() : new PSObject(value);
        InstanceData? data = Data(create: false);
        if (data is null) return copy;
        if (data.TypeNames is { } names)
        {
            copy.Data(create: true)!.TypeNames = new Collection<string>(new List<string>(names));
        }

        foreach (PSMemberInfo member in data.Members)
        {
            copy.Data(create: true)!.Members.Replace(Attached(member.Copy(), copy));
        }

        return copy;
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj)
    {
        if (ReferenceEquals(this, obj)) return 0;
        return LanguagePrimitives.Compare(BaseObject, Base(obj));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj)
    {
        if (ReferenceEquals(this, obj)) return true;
        return _immediate is not PSCustomObject && LanguagePrimitives.Equals(BaseObject, Base(obj));
    }

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _immediate is PSCustomObject ? RuntimeHelpers.GetHashCode(this) : BaseObject.GetHashCode();

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        ObjectText.Of(this, format, formatProvider);

    /// <inheritdoc/>
    public override string ToString() => TokenText ?? ObjectText.Of(this, null, CultureInfo.CurrentCulture);

    /// <summary>The wrapped object; an object that has only members of its own is itself.</summary>
    internal static object? Base(object? value)
    {
        while (value is PSObject wrapper)
        {
            if (wrapper._immediate is PSCustomObject) return wrapper;
            value = wrapper._immediate;
        }

        return value;
    }

    /// <summary>The text of a value as a string in a script shows it: invariant culture.</summary>
    internal static string ToStringParser(object? value) => ObjectText.Of(value, null, CultureInfo.InvariantCulture);

    internal static PSMemberInfo Attached(PSMemberInfo member, PSObject owner)
    {
        member.IsInstance = true;
        member.Instance = owner;
        return member;
    }

    /// <summary>Adds or replaces an added property without looking for others.</summary>
    internal void SetNote(string name, object? value) =>
        Data(create: true)!.Members.Replace(Attached(new PSNoteProperty(name, value), this));

    internal void AddInstanceMember(PSMemberInfo member, bool preValidated)
    {
        InstanceData data = Data(create: true)!;
        if (!preValidated && data.Members[member.Name] is not null)
        {
            throw new ExtendedTypeSystemException("MemberAlreadyPresent", null,
                $"The member \"{member.Name}\" is already present.");
        }

        data.Members.Add(Attached(member.Copy(), this), preValidated: true);
    }

    internal void RemoveInstanceMember(string name) => Data(create: false)?.Members.Remove(name);

    private InstanceData? Data(bool create)
    {
        if (_local is not null) return _local;
        object root = BaseObject;
        if (root is string or ValueType || (root is PSCustomObject && _immediate is not PSObject))
        {
            return create ? _local = new InstanceData() : null;
        }

        if (_immediate is PSObject inner) return inner.Data(create);
        if (s_instances.TryGetValue(root, out InstanceData? data)) return data;
        return create ? s_instances.GetOrCreateValue(root) : null;
    }

    /// <summary>What is attached to an object.</summary>
    private sealed class InstanceData
    {
        internal PSMemberInfoList<PSMemberInfo> Members { get; } = new();

        internal Collection<string>? TypeNames { get; set; }
    }
}
