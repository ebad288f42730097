namespace System.Management.Automation;

/// <summary>Converts values from and to a type.</summary>
public abstract class PSTypeConverter
{
    /// <summary>Creates the converter.</summary>
    protected PSTypeConverter()
    {
    }

    /// <summary>Whether a value can become one of the type.</summary>
    public abstract bool CanConvertFrom(object sourceValue, Type destinationType);

    /// <summary>A value as one of the type.</summary>
    public abstract object? ConvertFrom(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase);

    /// <summary>Whether a value of the type can become another.</summary>
    public abstract bool CanConvertTo(object sourceValue, Type destinationType);

    /// <summary>A value of the type as another.</summary>
    public abstract object? ConvertTo(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase);

    /// <summary>Whether an object can become one of the type.</summary>
    public virtual bool CanConvertFrom(PSObject sourceValue, Type destinationType) =>
        CanConvertFrom((object)sourceValue, destinationType);

    /// <summary>An object as one of the type.</summary>
    public virtual object? ConvertFrom(
        PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((object)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <summary>Whether an object of the type can become another.</summary>
    public virtual bool CanConvertTo(PSObject sourceValue, Type destinationType) =>
        CanConvertTo((object)sourceValue, destinationType);

    /// <summary>An object of the type as another.</summary>
    public virtual object? ConvertTo(
        PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertTo((object)sourceValue, destinationType, formatProvider, ignoreCase);
}
