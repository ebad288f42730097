using System;
using System.Collections.Generic;
using System.Management.Automation;
using Xunit;

namespace PanthorShell.Tests.Objects;

/// <summary>Members of objects.</summary>
public sealed class MemberTests
{
    [Fact]
    public void Added_members_stay_with_the_object_whatever_wraps_it()
    {
        object plain = new List<int>();
        PSObject.AsPSObject(plain).Properties.Add(new PSNoteProperty("Note", 5));
        Assert.Equal(5, PSObject.AsPSObject(plain).Properties["note"]!.Value);
        Assert.Equal(0, PSObject.AsPSObject(plain).Properties["Count"]!.Value);
    }

    [Fact]
    public void A_member_cannot_be_added_twice()
    {
        PSObject bag = new();
        bag.Properties.Add(new PSNoteProperty("A", 1));
        Assert.Throws<ExtendedTypeSystemException>(() => bag.Properties.Add(new PSNoteProperty("a", 2)));
    }

    [Fact]
    public void A_custom_object_shows_its_properties_as_text()
    {
        PSObject bag = new();
        bag.Properties.Add(new PSNoteProperty("A", 1));
        bag.Properties.Add(new PSNoteProperty("B", new[] { 1, 2 }));
        Assert.Equal("@{A=1; B=System.Int32[]}", bag.ToString());
        Assert.Equal(["System.Management.Automation.PSCustomObject", "System.Object"], bag.TypeNames);
    }

    [Fact]
    public void Overloads_are_chosen_as_PowerShell_does()
    {
        Assert.Equal(2, Call(typeof(Math), "Max", 1, 2.5));
        Assert.Equal("bc", Call("abc", "Substring", "1"));
        MethodException failed = Assert.Throws<MethodException>(() => Call("abc", "Substring", "x"));
        Assert.Equal("MethodArgumentConversionInvalidCastArgument", failed.ErrorRecord.FullyQualifiedErrorId);
        failed = Assert.Throws<MethodException>(() => Call("abc", "Substring"));
        Assert.Equal("MethodCountCouldNotFindBest", failed.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public void An_exception_of_a_method_is_wrapped_and_named()
    {
        MethodInvocationException failed = Assert.Throws<MethodInvocationException>(() => Call("abc", "Substring", 9));
        Assert.Equal(nameof(ArgumentOutOfRangeException), failed.ErrorRecord.FullyQualifiedErrorId);
        Assert.StartsWith("Exception calling \"Substring\" with \"1\" argument(s): ", failed.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Wildcards_match_whole_texts()
    {
        WildcardPattern pattern = new("a*[0-9]?", WildcardOptions.IgnoreCase);
        Assert.True(pattern.IsMatch("Abc5x"));
        Assert.False(pattern.IsMatch("abcx"));
        Assert.Equal("a`*b", WildcardPattern.Escape("a*b"));
        Assert.Equal("a*b", WildcardPattern.Unescape("a`*b"));
    }

    private static object? Call(object target, string name, params object?[] arguments) => target is Type type
        ? MethodInvoker.Invoke(DotNetMembers.StaticOf(type).Methods(name)!, name, null, arguments)
        : MethodInvoker.Invoke(DotNetMembers.Of(target.GetType()).Methods(name)!, name, target, arguments);
}
