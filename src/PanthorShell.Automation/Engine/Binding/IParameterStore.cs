namespace System.Management.Automation;

/// <summary>Holds the values of parameters: a cmdlet, or the variables of a script.</summary>
internal interface IParameterStore
{
    /// <summary>Sets a parameter.</summary>
    void Store(BindableParameter parameter, object? value);

    /// <summary>The value before the pipeline set it.</summary>
    object? Load(BindableParameter parameter);
}
