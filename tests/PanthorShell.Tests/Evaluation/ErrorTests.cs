using Xunit;

namespace PanthorShell.Tests.Evaluation;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("1 + \"abc\"", "InvalidCastFromStringToInteger", "RuntimeException", "InvalidArgument")]
    [InlineData("1/0", "RuntimeException", "RuntimeException", "NotSpecified")]
    [InlineData("[decimal]1/0", "RuntimeException", "RuntimeException", "NotSpecified")]
    [InlineData("1 % 0", "RuntimeException", "RuntimeException", "NotSpecified")]
    [InlineData("$null[0]", "NullArray", "RuntimeException", "InvalidOperation")]
    [InlineData("(1,2)[$null]", "NullArrayIndex", "RuntimeException", "InvalidOperation")]
    [InlineData("@{}[$null]", "NullArrayIndex", "RuntimeException", "InvalidOperation")]
    [InlineData("$null.Foo()", "InvokeMethodOnNull", "RuntimeException", "InvalidOperation")]
    [InlineData("\"a\".Foo()", "MethodNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData("[int]\"abc\"", "InvalidCastFromStringToInteger", "RuntimeException", "InvalidArgument")]
    [InlineData("[foo]1", "TypeNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData("[foo]::bar", "TypeNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData("[int]::Foo()", "MethodNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData("[int]::Parse(\"x\")", "FormatException", "MethodInvocationException", "NotSpecified")]
    [InlineData("[int]::Parse()", "MethodCountCouldNotFindBest", "MethodException", "NotSpecified")]
    [InlineData("\"abc\".Substring(5)", "ArgumentOutOfRangeException", "MethodInvocationException", "NotSpecified")]
    [InlineData("\"abc\".Length = 3", "PropertyAssignmentException", "RuntimeException", "InvalidOperation")]
    [InlineData(
        "$x = [version]\"1.2\"; $x.Major = 4", "PropertyAssignmentException",
        "RuntimeException", "InvalidOperation")]
    [InlineData("1 -gt \"a\"", "InvalidCastFromStringToInteger", "RuntimeException", "InvalidArgument")]
    [InlineData("@{a=1}+@{a=2}", "System.ArgumentException", "ArgumentException", "OperationStopped")]
    [InlineData("1 + @{}", "MethodNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData("3 + (1,2)", "MethodNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData(
        "[datetime]\"2020-01-01\" + [timespan]\"1.0\"", "InvalidCastParseTargetInvocationWithFormatProvider",
        "RuntimeException", "InvalidArgument")]
    [InlineData("\"{0} {1}\" -f 1", "FormatError", "RuntimeException", "InvalidOperation")]
    [InlineData("\"abc\" -split \"b\",\"x\"", "RuntimeException", "RuntimeException", "NotSpecified")]
    [InlineData(
        "\"a\" * -1", "System.ArgumentOutOfRangeException",
        "ArgumentOutOfRangeException", "OperationStopped")]
    [InlineData("$a=\"5\";$a++;$a", "OperatorRequiresNumber", "RuntimeException", "InvalidOperation")]
    [InlineData("$a=\"abc\";$a++;$a", "OperatorRequiresNumber", "RuntimeException", "InvalidOperation")]
    [InlineData("[int]$a=5;$a=\"x\"", "InvalidCastFromStringToInteger", "RuntimeException", "InvalidArgument")]
    [InlineData("throw \"x\"", "x", "RuntimeException", "OperationStopped")]
    [InlineData("throw", "ScriptHalted", "RuntimeException", "OperationStopped")]
    [InlineData("throw [ArgumentException]::new(\"m\")", "m", "ArgumentException", "OperationStopped")]
    [InlineData("(1,2).Foo()", "MethodNotFound", "RuntimeException", "InvalidOperation")]
    [InlineData("[char]\"ab\"", "InvalidCastParseTargetInvocation", "RuntimeException", "InvalidArgument")]
    [InlineData("[byte]256", "InvalidCastIConvertible", "RuntimeException", "InvalidArgument")]
    [InlineData("[int]3e10", "InvalidCastIConvertible", "RuntimeException", "InvalidArgument")]
    [InlineData(
        "[datetime]\"nope\"", "InvalidCastParseTargetInvocationWithFormatProvider",
        "RuntimeException", "InvalidArgument")]
    [InlineData(
        "[DayOfWeek]\"xyz\"", "SubstringDisambiguationEnumParseThrewAnException",
        "RuntimeException", "InvalidArgument")]
    [InlineData("[scriptblock]\"1+1\"", "ConvertToFinalInvalidCastException", "RuntimeException", "InvalidArgument")]
    [InlineData("$x=1,2;$x[5]=1", "System.IndexOutOfRangeException", "IndexOutOfRangeException", "OperationStopped")]
    [InlineData("$s=\"abc\";$s[0]=\"x\"", "CannotIndex", "RuntimeException", "InvalidOperation")]
    [InlineData("[math]::PI = 3", "PropertyAssignmentException", "RuntimeException", "InvalidOperation")]
    [InlineData("\"a\" -bor 1", "InvalidCastFromStringToInteger", "RuntimeException", "InvalidArgument")]
    [InlineData("~5", "CommandNotFoundException", "CommandNotFoundException", "ObjectNotFound")]
    [InlineData("nosuch || 'x'", "CommandNotFoundException", "CommandNotFoundException", "ObjectNotFound")]
    [InlineData("throw 'x' ", "x", "RuntimeException", "OperationStopped")]
    [InlineData("try { throw 'a' } finally { 'f' }", "a", "RuntimeException", "OperationStopped")]
    [InlineData("$h.f.Invoke(4)", "InvokeMethodOnNull", "RuntimeException", "InvalidOperation")]
    public void An_error_has_the_id_the_exception_and_the_category_of_PowerShell(
        string script, string id, string exception, string category)
        => Assert.Equal((id, exception, category), Running.Error(script));
}
