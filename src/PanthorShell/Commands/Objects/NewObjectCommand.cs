using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes an object of a .NET type.</summary>
[Cmdlet(VerbsCommon.New, "Object", DefaultParameterSetName = "Net")]
internal sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Net")]
    public string? TypeName { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Com")]
    public string? ComObject { get; set; }

    [Alias("Args")]
    [Parameter(Position = 1, ParameterSetName = "Net")]
    public object?[]? ArgumentList { get; set; }

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        if (ComObject is not null) throw Refusal.Of(this, "New-Object -ComObject");

        string name = TypeName!.Trim();
        bool custom = name.Equals("PSObject", StringComparison.OrdinalIgnoreCase)
            || name.Equals("System.Management.Automation.PSObject", StringComparison.OrdinalIgnoreCase)
            || name.Equals("PSCustomObject", StringComparison.OrdinalIgnoreCase)
            || name.Equals("System.Management.Automation.PSCustomObject", StringComparison.OrdinalIgnoreCase);
        object created = custom && ArgumentList is not { Length: > 0 } ? new PSObject() : Create(name);
        if (Property is not null) SetProperties(PSObject.AsPSObject(created));
        WriteObject(created);
    }

    private object Create(string name)
    {
        if (!LanguagePrimitives.TryConvertTo(name, out Type? type) || type is null)
        {
            throw Fail(
                new PSArgumentException(
                    $"Cannot find type [{name}]: verify that the assembly containing this type is loaded."),
                "TypeNotFound",
                ErrorCategory.InvalidType);
        }

        object?[] arguments = ArgumentList ?? [];
        if (type.IsValueType && arguments.Length == 0) return Activator.CreateInstance(type)!;
        foreach (ConstructorInfo constructor in type.GetConstructors()
            .OrderBy(candidate => Distance(candidate, arguments)))
        {
            if (!TryArguments(constructor, arguments, out object?[] converted)) continue;
            try
            {
                return constructor.Invoke(converted);
            }
            catch (TargetInvocationException exception)
            {
                Exception inner = exception.InnerException ?? exception;
                throw Fail(
                    new MethodInvocationException(
                        $"Exception calling \".ctor\" with \"{arguments.Length}\" argument(s): \"{inner.Message}\"",
                        inner),
                    "ConstructorInvokedThrowException",
                    ErrorCategory.InvalidOperation);
            }
        }

        throw Fail(
            new PSArgumentException(
                $"A constructor was not found. Cannot find an appropriate constructor for type {name}."),
            "CannotFindAppropriateCtor",
            ErrorCategory.ObjectNotFound);
    }

    /// <summary>How many arguments need conversion: exact constructors are tried first.</summary>
    private static int Distance(ConstructorInfo constructor, object?[] arguments)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        if (parameters.Length != arguments.Length) return int.MaxValue;
        return parameters.Zip(arguments)
            .Count(pair => !pair.First.ParameterType.IsInstanceOfType(ObjectComparison.Plain(pair.Second)));
    }

    private static bool TryArguments(ConstructorInfo constructor, object?[] arguments, out object?[] converted)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        converted = new object?[parameters.Length];
        if (parameters.Length != arguments.Length) return false;
        for (int i = 0; i < converted.Length; i++)
        {
            if (!LanguagePrimitives.TryConvertTo(arguments[i], parameters[i].ParameterType,
                CultureInfo.InvariantCulture, out object? value))
                return false;
            converted[i] = value;
        }

        return true;
    }

    private void SetProperties(PSObject target)
    {
        foreach (DictionaryEntry entry in Property!)
        {
            string name = entry.Key.ToString()!;
            if (target.BaseObject is PSCustomObject)
            {
                target.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
            else if (target.Members[name] is PSMethodInfo method)
            {
                method.Invoke(entry.Value!);
            }
            else if (target.Properties[name] is { } property)
            {
                property.Value = entry.Value;
            }
            else
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException(
                        $"The member \"{name}\" was not found for the specified .NET object."),
                    "InvalidOperationException",
                    ErrorCategory.InvalidOperation,
                    null));
            }
        }
    }

    private Exception Fail(Exception exception, string id, ErrorCategory category)
    {
        ThrowTerminatingError(new ErrorRecord(exception, id, category, null));
        return exception;
    }
}
