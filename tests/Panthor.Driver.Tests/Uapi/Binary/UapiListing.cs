using System.Collections.Generic;
using System.Linq;
using System.Text;
using Panthor.Driver.Uapi.Binary;

namespace Panthor.Driver.Tests.Uapi.Binary;

/// <summary>The tables of the uAPI as text: a line a structure, a line a request.</summary>
internal static class UapiListing
{
    /// <summary>All structures that a request takes or points to, by name.</summary>
    public static IReadOnlyList<UapiStruct> Structs()
    {
        SortedDictionary<string, UapiStruct> found = new(System.StringComparer.Ordinal);
        foreach (UapiRequest request in UapiRequests.All)
        {
            Add(found, request.Struct);
        }

        return [.. found.Values];
    }

    /// <summary>Every structure with its size, every field with its offset and its size.</summary>
    public static string OfStructs()
    {
        var text = new StringBuilder();
        foreach (UapiStruct layout in Structs())
        {
            string fields = string.Join(' ', layout.Fields.Select(f => $"{f.Name}@{f.Offset}:{f.Size}"));
            text.Append($"{layout.Name} {layout.Size}: {fields}\n");
        }

        return text.ToString();
    }

    /// <summary>Every request with its number.</summary>
    public static string OfRequests()
    {
        var text = new StringBuilder();
        foreach (UapiRequest request in UapiRequests.All)
        {
            text.Append($"{request.CName} {request.Number:x8}\n");
        }

        return text.ToString();
    }

    /// <summary>A C program that prints both texts from the headers.</summary>
    public static string Program()
    {
        var text = new StringBuilder(
            "#include <stdio.h>\n#include <stddef.h>\n#include <panthor_drm.h>\n"
            + "#define S(t, m) (sizeof(((struct t *)0)->m))\nint main(void)\n{\n");
        foreach (UapiStruct layout in Structs())
        {
            string name = layout.Name;
            text.Append($"  printf(\"{name} %zu:\", sizeof(struct {name}));\n");
            foreach (UapiField field in layout.Fields)
            {
                text.Append(
                    $"  printf(\" {field.Name}@%zu:%zu\", offsetof(struct {name}, {field.Name}), S({name}, {field.Name}));\n");
            }

            text.Append("  printf(\"\\n\");\n");
        }

        foreach (UapiRequest request in UapiRequests.All)
        {
            text.Append($"  printf(\"{request.CName} %08x\\n\", (unsigned int){request.CName});\n");
        }

        return text.Append("  return 0;\n}\n").ToString();
    }

    private static void Add(SortedDictionary<string, UapiStruct> found, UapiStruct? layout)
    {
        if (layout is null || !found.TryAdd(layout.Name, layout))
        {
            return;
        }

        foreach (UapiField field in layout.Fields)
        {
            foreach (UapiStruct target in field.Target?.Structs ?? [])
            {
                Add(found, target);
            }
        }
    }
}
