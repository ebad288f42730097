using System;

namespace Panthor.Kernel;

/// <summary>
/// Marks a type whose objects belong to no machine: tables that never change, pools of a thread. A
/// <see cref="Checkpoint"/> leaves them and what they refer to alone.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class SharedAcrossRunsAttribute : Attribute;
