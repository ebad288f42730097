using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using Xunit;

namespace PanthorShell.Tests.Objects;

/// <summary>Conversions; the expectations are what PowerShell 7.6 answers.</summary>
public sealed class ConversionTests
{
    [Theory]
    [InlineData("0x10", 16)]
    [InlineData("1.5", 2)]
    [InlineData("2.5", 2)]
    [InlineData("1kb", 1024)]
    [InlineData("", 0)]
    [InlineData(" 7 ", 7)]
    public void A_string_becomes_an_integer(string text, int expected) =>
        Assert.Equal(expected, LanguagePrimitives.ConvertTo<int>(text));

    [Theory]
    [InlineData("abc", typeof(int), "InvalidCastFromStringToInteger")]
    [InlineData("99999999999", typeof(int), "InvalidCastFromStringToInteger")]
    [InlineData(300, typeof(byte), "InvalidCastIConvertible")]
    [InlineData(99, typeof(DayOfWeek), "UndefinedIntegerToEnum")]
    [InlineData("t", typeof(DayOfWeek), "SubstringDisambiguationEnumParseThrewAnException")]
    [InlineData("x", typeof(Hashtable), "ConvertToFinalInvalidCastException")]
    [InlineData(5, typeof(Hashtable), "ConvertToFinalInvalidCastException")]
    [InlineData(null, typeof(DateTime), "nullToObjectInvalidCast")]
    [InlineData(1, typeof(SwitchParameter), "ConvertToFinalInvalidCastException")]
    public void A_failed_conversion_has_the_id_that_PowerShell_gives_it(object? value, Type type, string errorId)
    {
        PSInvalidCastException failed =
            Assert.Throws<PSInvalidCastException>(() => LanguagePrimitives.ConvertTo(value, type));
        Assert.Equal(errorId, failed.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public void Values_become_arrays_and_collections_and_back()
    {
        Assert.Equal([1, 2, 4], LanguagePrimitives.ConvertTo<int[]>(new object[] { 1, "2", 3.6 }));
        Assert.Equal([5], LanguagePrimitives.ConvertTo<List<int>>("5"));
        Assert.Equal("1 2 3", LanguagePrimitives.ConvertTo<string>(new[] { 1, 2, 3 }));
        Assert.Equal(FileAttributes.ReadOnly | FileAttributes.Hidden,
            LanguagePrimitives.ConvertTo<FileAttributes>("ReadOnly,Hidden"));
        Assert.Equal(new Version(1, 2), LanguagePrimitives.ConvertTo<Version>("1.2"));
    }

    [Theory]
    [InlineData(1, "1", true)]
    [InlineData("1", 1, true)]
    [InlineData(1, "x", false)]
    [InlineData(null, 0, false)]
    [InlineData("A", "a", true)]
    [InlineData(1.0, 1, true)]
    public void Equality_converts_the_right_side(object? left, object? right, bool expected) =>
        Assert.Equal(expected, LanguagePrimitives.Equals(left, right, ignoreCase: true));

    [Fact]
    public void Order_compares_numbers_of_all_types()
    {
        Assert.True(LanguagePrimitives.Compare(ulong.MaxValue, -1) > 0);
        Assert.True(LanguagePrimitives.Compare(1, "2") < 0);
        Assert.True(LanguagePrimitives.Compare(null, 0) < 0);
        Assert.True(LanguagePrimitives.Compare(null, -1) > 0);
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("", false)]
    [InlineData(0.0, false)]
    [InlineData(null, false)]
    public void Truth_follows_the_language(object? value, bool expected) =>
        Assert.Equal(expected, LanguagePrimitives.IsTrue(value));

    [Fact]
    public void A_list_of_one_is_as_true_as_its_element()
    {
        Assert.False(LanguagePrimitives.IsTrue(Array.Empty<object>()));
        Assert.False(LanguagePrimitives.IsTrue(new object[] { 0 }));
        Assert.True(LanguagePrimitives.IsTrue(new object[] { 0, 0 }));
    }
}
