namespace System.Management.Automation;

/// <summary>The kinds of members.</summary>
[Flags]
public enum PSMemberTypes
{
    /// <summary>Alias property.</summary>
    AliasProperty = 1,

    /// <summary>Code property.</summary>
    CodeProperty = 2,

    /// <summary>Property.</summary>
    Property = 4,

    /// <summary>Note property.</summary>
    NoteProperty = 8,

    /// <summary>Script property.</summary>
    ScriptProperty = 16,

    /// <summary>Properties.</summary>
    Properties = 31,

    /// <summary>Property set.</summary>
    PropertySet = 32,

    /// <summary>Method.</summary>
    Method = 64,

    /// <summary>Code method.</summary>
    CodeMethod = 128,

    /// <summary>Script method.</summary>
    ScriptMethod = 256,

    /// <summary>Methods.</summary>
    Methods = 448,

    /// <summary>Parameterized property.</summary>
    ParameterizedProperty = 512,

    /// <summary>Member set.</summary>
    MemberSet = 1024,

    /// <summary>Event.</summary>
    Event = 2048,

    /// <summary>Dynamic.</summary>
    Dynamic = 4096,

    /// <summary>All.</summary>
    All = 8191,
}
