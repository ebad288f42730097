namespace System.Management.Automation;

/// <summary>Which object holds the value of a parameter.</summary>
internal enum ParameterTarget
{
    /// <summary>The cmdlet.</summary>
    Command,

    /// <summary>The common parameters.</summary>
    Common,

    /// <summary>The paging parameters.</summary>
    Paging,

    /// <summary>The object that the cmdlet made for its dynamic parameters.</summary>
    Dynamic,

    /// <summary>A runtime-defined parameter.</summary>
    DynamicDictionary,

    /// <summary>A variable of a script.</summary>
    Script,
}
