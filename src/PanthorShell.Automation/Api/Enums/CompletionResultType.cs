namespace System.Management.Automation;

/// <summary>What a completion stands for.</summary>
public enum CompletionResultType
{
    /// <summary>Text.</summary>
    Text = 0,

    /// <summary>History.</summary>
    History = 1,

    /// <summary>Command.</summary>
    Command = 2,

    /// <summary>Provider item.</summary>
    ProviderItem = 3,

    /// <summary>Provider container.</summary>
    ProviderContainer = 4,

    /// <summary>Property.</summary>
    Property = 5,

    /// <summary>Method.</summary>
    Method = 6,

    /// <summary>Parameter name.</summary>
    ParameterName = 7,

    /// <summary>Parameter value.</summary>
    ParameterValue = 8,

    /// <summary>Variable.</summary>
    Variable = 9,

    /// <summary>Namespace.</summary>
    Namespace = 10,

    /// <summary>Type.</summary>
    Type = 11,

    /// <summary>Keyword.</summary>
    Keyword = 12,

    /// <summary>Dynamic keyword.</summary>
    DynamicKeyword = 13,
}
