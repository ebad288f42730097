using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

/// <summary>Conversions that types themselves offer: parsers, converters, operators, constructors, members.</summary>
internal static class TypeConversions
{
    private const BindingFlags PublicStatic =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static readonly ConcurrentDictionary<Type, object?> s_converters = new();

    /// <summary>Asks the converters that the types or their type data name.</summary>
    internal static bool TryCustom(object raw, Type type, IFormatProvider? provider, out object? result)
    {
        result = null;
        if (ConverterOf(type) is { } to)
        {
            if (to is PSTypeConverter ps && ps.CanConvertFrom(raw, type))
            {
                result = Guarded(() => ps.ConvertFrom(raw, type, provider ?? CultureInfo.InvariantCulture, true), raw,
                    type,
                    "InvalidCastPSTypeConvertersConvertFrom");
                return true;
            }

            if (to is TypeConverter net && net.CanConvertFrom(raw.GetType()))
            {
                result = Guarded(() => net.ConvertFrom(null, CultureInfo.InvariantCulture, raw), raw, type,
                    "InvalidCastTypeConvertersConvertFrom");
                return true;
            }
        }

        if (ConverterOf(raw.GetType()) is { } from)
        {
            if (from is PSTypeConverter ps && ps.CanConvertTo(raw, type))
            {
                result = Guarded(() => ps.ConvertTo(raw, type, provider ?? CultureInfo.InvariantCulture, true), raw,
                    type,
                    "InvalidCastPSTypeConvertersConvertTo");
                return true;
            }

            if (from is TypeConverter net && net.CanConvertTo(type))
            {
                result = Guarded(() => net.ConvertTo(null, CultureInfo.InvariantCulture, raw, type), raw, type,
                    "InvalidCastTypeConvertersConvertTo");
                return true;
            }
        }

        return false;
    }

    internal static bool TryFromString(string text, Type type, out object? result)
    {
        result = null;
        if (type == typeof(Type))
        {
            result = TypeLookup.Find(text) ?? throw new PSInvalidCastException("InvalidCastFromStringToType", null,
                $"Cannot convert the \"{text}\" value of type \"System.String\" to type \"System.Type\".");
            return true;
        }

        if (type == typeof(Regex))
        {
            result = Guarded(() => new Regex(text), text, type, "InvalidCastFromStringToRegex");
            return true;
        }

        if (type == typeof(char[]))
        {
            result = text.ToCharArray();
            return true;
        }

        if (type == typeof(Uri))
        {
            result = new Uri(text, UriKind.RelativeOrAbsolute);
            return true;
        }

        if (type == typeof(System.Xml.XmlDocument))
        {
            result = Guarded(() => Xml(text), text, type, "InvalidCastToXmlDocument");
            return true;
        }

        if (type == typeof(CultureInfo))
        {
            result = Guarded(() => CultureInfo.GetCultureInfo(text), text, type,
                "InvalidCastConstructorTargetInvocationException");
            return true;
        }

        return TryParseMethod(text, type, out result);
    }

    /// <summary>Cast operators and constructors of one argument.</summary>
    internal static bool TryCasts(object raw, Type type, IFormatProvider? provider, out object? result)
    {
        Type source = raw.GetType();
        MethodInfo? cast = FindCast(source, source, type) ?? FindCast(type, source, type);
        if (cast is not null)
        {
            result = Guarded(() => Invoked(() => cast.Invoke(null, [raw])), raw, type,
                "InvalidCastTargetInvocationException" + cast.Name);
            return true;
        }

        result = null;
        if (!type.IsAbstract && !type.IsInterface && FindConstructor(source, type) is { } constructor)
        {
            object argument = raw;
            Type parameter = constructor.GetParameters()[0].ParameterType;
            if (!parameter.IsInstanceOfType(raw)) argument = ValueConverter.Convert(raw, parameter, provider)!;
            result = Guarded(() => Invoked(() => constructor.Invoke([argument])), raw, type,
                "InvalidCastConstructorTargetInvocationException");
            return true;
        }

        if (raw is IConvertible convertible && raw is not string && type.IsPrimitive)
        {
            result = Guarded(() => convertible.ToType(type, provider ?? CultureInfo.InvariantCulture), raw, type,
                "InvalidCastIConvertible");
            return true;
        }

        return false;
    }

    /// <summary>
    /// An object of a type with a default constructor, filled from a table or an object's properties.
    /// </summary>
    internal static object FromMembersOrFail(object value, object raw, Type type, IFormatProvider? provider)
    {
        if (!type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
        {
            if (raw is IDictionary table)
            {
                object made = Activator.CreateInstance(type)!;
                foreach (DictionaryEntry entry in table) Assign(made, type, PSObject.ToStringParser(entry.Key),
                    entry.Value);
                return made;
            }

            if (value is PSObject { IsCustom: true } bag)
            {
                object made = Activator.CreateInstance(type)!;
                foreach (PSPropertyInfo property in bag.Properties) Assign(made, type, property.Name, property.Value);
                return made;
            }
        }

        if (type == typeof(Hashtable) && raw is IDictionary other)
        {
            Hashtable copy = new(StringComparer.CurrentCultureIgnoreCase);
            foreach (DictionaryEntry entry in other) copy[entry.Key] = entry.Value;
            return copy;
        }

        if (LanguagePrimitives.GetEnumerable(raw) is IList { Count: 1 } single && single[0] is { } only
            && !typeof(IEnumerable).IsAssignableFrom(type))
        {
            // A list of one converts as its element does for numbers, dates and the like only by a cast of the element.
            if (PSObject.Base(only)!.GetType() == type) return PSObject.Base(only)!;
        }

        throw ValueConverter.Failed(raw, type);
    }

    private static void Assign(object made, Type type, string name, object? value)
    {
        PSMemberInfo? member = MemberLookup.Find(made, name);
        if (member is not PSPropertyInfo { IsSettable: true } property)
        {
            string all = string.Join(", ", PSObject.AsPSObject(made).Properties.Where(static p => p.IsSettable)
                .Select(static p => $"[{p.Name} <{p.TypeNameOfValue}>]"));
            string message = all.Length == 0
                ? $"The property '{name}' was not found for the '{type}' object. There is no settable property "
                    + $"available."
                : $"The property '{name}' was not found for the '{type}' object. The settable properties are: {all}.";
            throw new PSInvalidCastException("ObjectCreationError", null,
                $"Cannot create object of type \"{type}\". {message}");
        }

        try
        {
            property.Value = value;
        }
        catch (SetValueException e)
        {
            throw new PSInvalidCastException("ObjectCreationError", e,
                $"Cannot create object of type \"{type}\". {e.Message}");
        }
    }

    private static object? ConverterOf(Type type) => s_converters.GetOrAdd(type, static t =>
    {
        TypeConverterAttribute? attribute = t.GetCustomAttribute<TypeConverterAttribute>(inherit: false);
        if (attribute is null || Type.GetType(attribute.ConverterTypeName) is not { } converter) return null;
        return t.Namespace == "System" || converter.GetConstructor(Type.EmptyTypes) is null
            ? null
            : Activator.CreateInstance(converter);
    });

    private static bool TryParseMethod(string text, Type type, out object? result)
    {
        result = null;
        BindingFlags flags = BindingFlags.Public | BindingFlags.Static;
        MethodInfo? parse = type.GetMethod("Parse", flags, [typeof(string), typeof(IFormatProvider)])
            ?? type.GetMethod("Parse", flags, [typeof(string)]);
        if (parse is null || !type.IsAssignableFrom(parse.ReturnType)) return false;
        object?[] arguments = parse.GetParameters().Length == 2 ? [text, CultureInfo.InvariantCulture] : [text];
        string id = arguments.Length == 2 ? "InvalidCastParseTargetInvocationWithFormatProvider"
            : "InvalidCastParseTargetInvocation";
        result = Guarded(() => Invoked(() => parse.Invoke(null, arguments)), text, type, id);
        return true;
    }

    private static MethodInfo? FindCast(Type declaring, Type source, Type target)
    {
        foreach (string name in (string[])["op_Implicit", "op_Explicit"])
        {
            foreach (MethodInfo method in declaring.GetMethods(PublicStatic))
            {
                if (method.Name == name && target.IsAssignableFrom(method.ReturnType)
                    && method.GetParameters() is [var only] && only.ParameterType.IsAssignableFrom(source))
                {
                    return method;
                }
            }
        }

        return null;
    }

    private static ConstructorInfo? FindConstructor(Type source, Type target)
    {
        // A number is not the capacity of a collection.
        if (NumericTypes.IsInteger(source) && typeof(ICollection).IsAssignableFrom(target)) return null;
        ConstructorInfo? best = null;
        foreach (ConstructorInfo constructor in target.GetConstructors())
        {
            if (constructor.GetParameters() is not [var only] || only.ParameterType.IsByRefLike) continue;
            if (only.ParameterType == source) return constructor;
            bool numeric = NumericTypes.IsNumeric(only.ParameterType) && NumericTypes.IsNumeric(source)
                && NumericTypes.Common(only.ParameterType, source) == only.ParameterType;
            if (only.ParameterType.IsAssignableFrom(source) || numeric) best ??= constructor;
        }

        return best;
    }

    private static System.Xml.XmlDocument Xml(string text)
    {
        System.Xml.XmlDocument document = new() { PreserveWhitespace = false };
        document.LoadXml(text);
        return document;
    }

    private static object? Invoked(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Capture(e.InnerException).Throw();
            throw;
        }
    }

    private static object? Guarded(Func<object?> convert, object raw, Type type, string errorId)
    {
        try
        {
            return convert();
        }
        catch (Exception e) when (e is not (PSInvalidCastException or PipelineStoppedException or FlowControlException))
        {
            throw new PSInvalidCastException(errorId, e,
                $"Cannot convert value \"{PSObject.ToStringParser(raw)}\" to type \"{type}\". Error: \"{e.Message}\"");
        }
    }
}
