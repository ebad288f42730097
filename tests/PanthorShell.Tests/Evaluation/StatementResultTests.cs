using Xunit;

namespace PanthorShell.Tests.Evaluation;

public sealed class StatementResultTests
{
    [Theory]
    [InlineData("if(@()){1}else{2}", "2", "Int32")]
    [InlineData("if (1) {2} elseif (3) {4} else {5}", "2", "Int32")]
    [InlineData("if (0) {2} elseif (3) {4} else {5}", "4", "Int32")]
    [InlineData("$v = try { 1 } catch { 2 } finally { 3 }; \"$v\"", "1 3", "String")]
    [InlineData("function f { $args.Count }; f 1 2 3", "3", "Int32")]
    [InlineData("function f { $args[0] }; f (1,2)", "1 2", "Object[]")]
    [InlineData("function f($x) { $x.Count }; f (1,2,3)", "3", "Int32")]
    [InlineData("function f($x) { $x.Count }; f 1,2,3", "3", "Int32")]
    [InlineData("function f([int]$x) { $x }; f '5'", "5", "Int32")]
    [InlineData("function f($a) { return $a, 2 }; (f 1).Count", "2", "Int32")]
    [InlineData("function f { return ,(1,2) }; (f).Count", "2", "Int32")]
    [InlineData("function f { 1; 2 }; $r = f; $r.Count", "2", "Int32")]
    [InlineData("$x = 1; function f { $x = 2; $x }; f; $x", "2 1", "Object[]")]
    [InlineData("$x = 1; function f { $script:x = 2 }; f; $x", "1", "Int32")]
    [InlineData("try { throw @{a=1} } catch { $_.TargetObject.a }", "1", "Int32")]
    [InlineData("try { 'a'.Substring(9) } catch [ArgumentOutOfRangeException] { 'aoor' }", "aoor", "String")]
    [InlineData("try { throw 'a' } catch { try { throw 'b' } catch { \"$_\" }; \"$_\" }", "b a", "Object[]")]
    [InlineData("switch (3) { {$_ -gt 2} {'big'} 3 {'three'} }", "big three", "Object[]")]
    [InlineData("switch ('a','b') { 'a' { 'A'; continue } default { 'D' } }", "A D", "Object[]")]
    [InlineData("switch (@()) { default { 'none' } }", "", "null")]
    [InlineData("switch ($null) { $null { 'null' } default { 'd' } }", "null", "String")]
    [InlineData("switch ('ab') { 'a' {1} 'ab' {2} 'AB' {3} }", "2 3", "Object[]")]
    [InlineData("switch -Exact ('a') { 'a' {1} }", "1", "Int32")]
    [InlineData("for ($i=0; $i -lt 3; $i++) { $i }", "0 1 2", "Object[]")]
    [InlineData("for (;;) { break }", "", "null")]
    [InlineData("foreach ($x in @()) { 1 }", "", "null")]
    [InlineData("foreach ($x in $null) { 1 }", "", "null")]
    [InlineData("foreach ($x in 'abc') { $x }", "abc", "String")]
    [InlineData("foreach ($x in @{a=1}) { $x.a }", "1", "Int32")]
    [InlineData("foreach ($x in 1,2) { $x; if ($x -eq 1) { continue }; 'b' }", "1 2 b", "Object[]")]
    public void Statements_write_what_PowerShell_writes(string script, string text, string type)
        => Assert.Equal((text, type), Running.Value(script));
}
