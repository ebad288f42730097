using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>The attributes of a variable; adding one checks the value that is there.</summary>
internal sealed class VariableAttributes(PSVariable variable) : Collection<Attribute>
{
    internal void AddUnchecked(Attribute attribute) => Items.Add(attribute);

    internal void AddAllUnchecked(IEnumerable<Attribute> attributes)
    {
        foreach (Attribute attribute in attributes) Items.Add(attribute);
    }

    internal object? Checked(PSVariable owner, object? value)
    {
        EngineIntrinsics? engine = ExecutionContext.Current?.Intrinsics;
        object? result = value;
        foreach (Attribute attribute in Items)
        {
            if (attribute is ArgumentTransformationAttribute transformation) result =
                transformation.Transform(engine!, result);
        }

        foreach (Attribute attribute in Items)
        {
            if (attribute is not ValidateArgumentsAttribute validation) continue;
            try
            {
                validation.InternalValidate(result, engine!);
            }
            catch (ValidationMetadataException e)
            {
                throw new ValidationMetadataException("ValidateSetFailure", e,
                    $"The variable cannot be validated because the value {PSObject.ToStringParser(result)} is not a "
                        + $"valid value for the "
                    + $"{owner.Name} variable.");
            }
        }

        return result;
    }

    protected override void InsertItem(int index, Attribute item)
    {
        base.InsertItem(index, item);
        try
        {
            variable.SetRaw(Checked(variable, variable.Value));
        }
        catch
        {
            RemoveAt(index);
            throw;
        }
    }
}
