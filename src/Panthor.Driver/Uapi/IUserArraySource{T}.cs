using System;
using Panthor.Kernel;

namespace Panthor.Driver.Uapi;

/// <summary>An array in a client's memory.</summary>
internal interface IUserArraySource<T>
{
    /// <summary>How many elements the client says there are.</summary>
    uint Count { get; }

    /// <summary>Copies the elements.</summary>
    KTask<KernelResult<ReadOnlyMemory<T>>> CopyAsync();
}
