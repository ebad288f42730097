using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Panthor.Kernel.Tests.Tidy;

/// <summary>Reads an assembly, without loading it, for what the determinism rules ban.</summary>
internal sealed class AssemblyScanner : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly List<Violation> _violations = [];

    private AssemblyScanner(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
    }

    public void Dispose() => _file.Dispose();

    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    internal static IReadOnlyList<Violation> Scan(string path)
    {
        using AssemblyScanner scanner = new(path);
        scanner.ScanTypeReferences();
        foreach (TypeDefinitionHandle handle in scanner._metadata.TypeDefinitions)
        {
            scanner.ScanType(scanner._metadata.GetTypeDefinition(handle));
        }

        return scanner._violations;
    }

    /// <summary>Types that only occur in signatures; where, the table does not tell.</summary>
    private void ScanTypeReferences()
    {
        foreach (TypeReferenceHandle handle in _metadata.TypeReferences)
        {
            if (Bans.OfType(NameOf(handle)) is { } rule)
            {
                _violations.Add(new Violation(rule, "a signature"));
            }
        }
    }

    private void ScanType(TypeDefinition type)
    {
        string typeName = NameOf(type);
        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            ScanField(typeName, _metadata.GetFieldDefinition(handle));
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = _metadata.GetMethodDefinition(handle);
            string name = $"{typeName}.{_metadata.GetString(method.Name)}";
            if (name.EndsWith(".Finalize", StringComparison.Ordinal)
                && method.Attributes.HasFlag(MethodAttributes.Virtual))
            {
                _violations.Add(new Violation("finalizer", name));
            }

            if (method.RelativeVirtualAddress != 0)
            {
                ScanBody(name, _file.GetMethodBody(method.RelativeVirtualAddress));
            }
        }
    }

    /// <summary>Static state is shared by all machines, unless it never changes.</summary>
    private void ScanField(string typeName, FieldDefinition field)
    {
        const FieldAttributes Constant =
            FieldAttributes.InitOnly | FieldAttributes.Literal | FieldAttributes.HasFieldRVA;
        string name = _metadata.GetString(field.Name);
        bool madeByCompiler = typeName.Contains(".<", StringComparison.Ordinal)
            || typeName.Contains("/<", StringComparison.Ordinal)
            || typeName.StartsWith('<')
            || (name.StartsWith('<') && !name.EndsWith("k__BackingField", StringComparison.Ordinal));
        if ((field.Attributes & FieldAttributes.Static) != 0 && (field.Attributes & Constant) == 0 && !madeByCompiler)
        {
            _violations.Add(new Violation("static field", $"{typeName}.{name}"));
        }
    }

    private void ScanBody(string method, MethodBodyBlock body)
    {
        foreach (EntityHandle token in MethodBodyReader.Tokens(body))
        {
            if (RuleOf(token, method) is { } rule)
            {
                _violations.Add(new Violation(rule, method));
            }
        }
    }

    private string? RuleOf(EntityHandle token, string user)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                return RuleOf(_metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method, user);
            case HandleKind.MemberReference:
                MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)token);
                return Bans.OfMember(NameOfParent(member.Parent), _metadata.GetString(member.Name), user);
            case HandleKind.TypeReference:
            case HandleKind.TypeSpecification:
                return Bans.OfType(NameOfParent(token));
            default:
                return null;
        }
    }

    private string NameOfParent(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => NameOf((TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => NameOfSpecification((TypeSpecificationHandle)parent),
        _ => "",
    };

    /// <summary>The generic type of an instantiation; nothing for arrays, pointers and type parameters.</summary>
    private string NameOfSpecification(TypeSpecificationHandle handle)
    {
        BlobReader signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return "";
        }

        signature.ReadCompressedInteger(); // class or value type
        EntityHandle type = signature.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? NameOf((TypeReferenceHandle)type) : "";
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        TypeReference type = _metadata.GetTypeReference(handle);
        string name = _metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf((TypeReferenceHandle)type.ResolutionScope)}/{name}"
            : $"{_metadata.GetString(type.Namespace)}.{name}";
    }

    private string NameOf(TypeDefinition type)
    {
        string name = _metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{NameOf(_metadata.GetTypeDefinition(outer))}/{name}"
            : type.Namespace.IsNil ? name : $"{_metadata.GetString(type.Namespace)}.{name}";
    }
}
