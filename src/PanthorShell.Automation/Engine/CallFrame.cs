namespace System.Management.Automation;

/// <summary>A call on the call stack.</summary>
internal readonly record struct CallFrame(InvocationInfo? Invocation, ScriptBlock? Script);
