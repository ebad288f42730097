using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Panthor.Driver.Sync;
using Panthor.Driver.Uapi;
using Panthor.Driver.Uapi.Binary;
using Xunit;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>
/// A client that has one of everything, and for every request an argument that is right: a test changes one thing of it.
/// </summary>
/// <remarks>
/// A field within an array of structures has a path: <c>ops.syncs</c> is the array of the first operation.
/// </remarks>
internal sealed class ArgumentLab : IDisposable
{
    /// <summary>An address that no test maps.</summary>
    public const ulong Bad = 0xdead_0000;

    private const uint SignalOp = 1u << 31;

    public ArgumentLab()
    {
        Lab.Ok("VM_CREATE");
        Lab.Ok("BO_CREATE", ("size", 0x4000), ("flags", PanthorDrm.DRM_PANTHOR_BO_WB_MMAP));
        Lab.Ok("SYNCOBJ_CREATE", ("flags", 1));
        Lab.Ok("GROUP_CREATE", Pairs(Valid("GROUP_CREATE")));
        Lab.Ok("TILER_HEAP_CREATE", Pairs(Valid("TILER_HEAP_CREATE")));
    }

    public IoctlLab Lab { get; } = new();

    /// <summary>The requests of render clients that do something; the last of them only ever refuses.</summary>
    public static IEnumerable<UapiRequest> Requests => UapiRequests.All.Where(request =>
        request.Struct is not null
        && (request.Flags & DrmIoctlFlags.RenderAllow) != 0
        && request.Name != "GEM_CHANGE_HANDLE");

    /// <summary>The fields of all those requests with their paths, those within arrays of structures included.</summary>
    public static IEnumerable<(string Request, string Path, UapiField Field)> AllFields() =>
        Requests.SelectMany(request => Below(request.Name, "", request.Struct!));

    /// <summary>The fields of an argument that is right.</summary>
    public Hashtable Valid(string request)
    {
        uint[] handles = [1];
        ulong[] points = [1];
        return request switch
        {
            "DEV_QUERY" => Of(("type", 0), ("size", 112), ("pointer", Room(112))),
            "VM_CREATE" or "SYNCOBJ_CREATE" => Of(),
            "VM_DESTROY" => Of(("id", 1)),
            "VM_BIND" => Of(("vm_id", 1), ("flags", 1), ("ops", new[] { BindOp() })),
            "VM_GET_STATE" => Of(("vm_id", 1)),
            "BO_CREATE" => Of(("size", 4096)),
            "BO_MMAP_OFFSET" or "BO_QUERY_INFO" or "GEM_CLOSE" or "PRIME_HANDLE_TO_FD" => Of(("handle", 1)),
            "BO_SET_LABEL" => Of(("handle", 1), ("label", "vertices")),
            "BO_SYNC" => Of(("ops", new[] { Of(("handle", 1), ("size", 64)) })),
            "GROUP_CREATE" => Group(),
            "GROUP_DESTROY" or "GROUP_GET_STATE" => Of(("group_handle", 1)),
            "GROUP_SUBMIT" => Of(("group_handle", 1), ("queue_submits", new[] { Submit() })),
            "TILER_HEAP_CREATE" => Of(
                ("vm_id", 1), ("initial_chunk_count", 1), ("chunk_size", 128 << 10), ("max_chunks", 4),
                ("target_in_flight", 65535)),
            "TILER_HEAP_DESTROY" => Of(("handle", 1u << 16)),
            "SET_USER_MMIO_OFFSET" => Of(("offset", 1ul << 43)),
            "VERSION" => Of(
                ("name", Room(64)), ("name_len", 64), ("date", Room(64)), ("date_len", 64), ("desc", Room(64)),
                ("desc_len", 64)),
            "GET_CAP" => Of(("capability", 5)),
            "SET_CLIENT_NAME" => Of(("name", "game")),
            "PRIME_FD_TO_HANDLE" => Of(("fd", Lab.File.PrimeHandleToFd(1).Value)),
            "SYNCOBJ_DESTROY" or "SYNCOBJ_HANDLE_TO_FD" => Of(("handle", 1)),
            "SYNCOBJ_FD_TO_HANDLE" => Of(("fd", Lab.Ok("SYNCOBJ_HANDLE_TO_FD", ("handle", 1))["fd"])),
            "SYNCOBJ_TRANSFER" => Of(("src_handle", 1), ("dst_handle", 1)),
            "SYNCOBJ_EVENTFD" => Of(("handle", 1), ("fd", NewEvent())),
            "SYNCOBJ_QUERY" => Of(("handles", handles), ("points", Room(8))),
            "SYNCOBJ_TIMELINE_SIGNAL" => Of(("handles", handles), ("points", points)),
            "SYNCOBJ_TIMELINE_WAIT" => Of(("handles", handles), ("points", new ulong[] { 0 })),
            _ => Of(("handles", handles)),
        };
    }

    /// <summary>Makes a request with an argument that is right but for one field.</summary>
    public IoctlAnswer CallWith(string request, string path, object value)
    {
        Hashtable fields = Valid(request);
        Hashtable at = fields;
        string[] steps = path.Split('.');
        foreach (string step in steps[..^1])
        {
            at = ((Hashtable[])at[step]!)[0];
        }

        at[steps[^1]] = value;
        return Lab.Call(request, Pairs(fields));
    }

    /// <summary>Zeroed memory of the client.</summary>
    public ulong Room(int bytes) => Lab.Store(new byte[bytes]);

    /// <summary>A page with nothing behind it.</summary>
    public static ulong LonePage(IoctlLab lab)
    {
        ulong page = lab.Memory.MapAnonymous(8192).Value;
        Assert.True(lab.Test.Call(() => lab.Memory.UnmapAsync(page + 4096, 4096)).IsOk);
        return page;
    }

    /// <summary>Lets what was queued end.</summary>
    public void Settle() => Lab.Test.Settle();

    public void Dispose()
    {
        Settle();
        Lab.Dispose();
    }

    public static (string Name, object Value)[] Pairs(Hashtable fields) =>
        [.. fields.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, entry.Value!))];

    private static Hashtable Of(params (string Name, object Value)[] fields) => IoctlLab.Fields(fields);

    private static Hashtable[] Signal() => [Of(("flags", SignalOp), ("handle", 1))];

    private static Hashtable BindOp() =>
        Of(("bo_handle", 1), ("va", 0x10000), ("size", 0x1000), ("syncs", Signal()));

    private static Hashtable Submit() => Of(("queue_index", 0), ("syncs", Signal()));

    private static Hashtable Group() => Of(
        ("vm_id", 1),
        ("max_compute_cores", 1),
        ("max_fragment_cores", 1),
        ("max_tiler_cores", 1),
        ("compute_core_mask", 1),
        ("fragment_core_mask", 1),
        ("tiler_core_mask", 1),
        ("queues", new[] { Of(("ringbuf_size", 4096)) }));

    private static IEnumerable<(string Request, string Path, UapiField Field)> Below(
        string request, string path, UapiStruct layout)
    {
        foreach (UapiField field in layout.Fields)
        {
            yield return (request, path + field.Name, field);
            if (field.Type == UapiType.ObjArray)
            {
                foreach (var inner in Below(request, $"{path}{field.Name}.", field.Target!.Select()!))
                {
                    yield return inner;
                }
            }
        }
    }

    private int NewEvent() =>
        Lab.File.Files.Install(new EventFd(Lab.Test.Machine.Simulation)).Value;
}
