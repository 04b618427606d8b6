using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Balancing.Tests.Architecture;

/// <summary>Collects the types and members that one type uses: its bases, fields, signatures, locals and instructions.</summary>
internal sealed class References(MetadataReader code, PEReader image) : ISignatureTypeProvider<bool, object?>
{
    private readonly HashSet<EntityHandle> _found = [];

    public IReadOnlyCollection<EntityHandle> Of(TypeDefinitionHandle handle)
    {
        var type = code.GetTypeDefinition(handle);
        Use(type.BaseType);
        Constraints(type.GetGenericParameters());
        foreach (var implementation in type.GetInterfaceImplementations())
            Use(code.GetInterfaceImplementation(implementation).Interface);
        foreach (var field in type.GetFields())
            code.GetFieldDefinition(field).DecodeSignature(this, genericContext: null);
        foreach (var property in type.GetProperties())
            code.GetPropertyDefinition(property).DecodeSignature(this, genericContext: null);
        foreach (var happening in type.GetEvents())
            Use(code.GetEventDefinition(happening).Type);
        foreach (var method in type.GetMethods())
            Method(code.GetMethodDefinition(method));
        return _found;
    }

    private void Method(MethodDefinition method)
    {
        method.DecodeSignature(this, genericContext: null);
        Constraints(method.GetGenericParameters());
        if (method.RelativeVirtualAddress == 0) return;

        var body = image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) code.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, genericContext: null);
        foreach (var region in body.ExceptionRegions)
            Use(region.CatchType);
        foreach (var token in Instructions.Tokens(body.GetILReader()))
            Use(token);
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(parameter => code.GetGenericParameter(parameter).GetConstraints()))
            Use(code.GetGenericParameterConstraint(constraint).Type);
    }

    private void Use(EntityHandle handle)
    {
        if (handle.IsNil || !_found.Add(handle)) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeSpecification:
                code.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, genericContext: null);
                break;
            case HandleKind.MethodDefinition:
                Use(code.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Use(code.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                var specification = code.GetMethodSpecification((MethodSpecificationHandle)handle);
                Use(specification.Method);
                specification.DecodeSignature(this, genericContext: null);
                break;
            case HandleKind.MemberReference:
                var member = code.GetMemberReference((MemberReferenceHandle)handle);
                Use(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Field) member.DecodeFieldSignature(this, genericContext: null);
                else member.DecodeMethodSignature(this, genericContext: null);
                break;
            case HandleKind.StandaloneSignature:
                code.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(this, genericContext: null);
                break;
        }
    }

    // The decoder hands over each type of a signature. We only take note of those that have a name; the answer is unused.
    bool ISimpleTypeProvider<bool>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Noted(handle);

    bool ISimpleTypeProvider<bool>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Noted(handle);

    bool ISignatureTypeProvider<bool, object?>.GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Noted(handle);

    bool ISimpleTypeProvider<bool>.GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

    bool ISZArrayTypeProvider<bool>.GetSZArrayType(bool elementType) => true;

    bool IConstructedTypeProvider<bool>.GetArrayType(bool elementType, ArrayShape shape) => true;

    bool IConstructedTypeProvider<bool>.GetByReferenceType(bool elementType) => true;

    bool IConstructedTypeProvider<bool>.GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

    bool IConstructedTypeProvider<bool>.GetPointerType(bool elementType) => true;

    bool ISignatureTypeProvider<bool, object?>.GetFunctionPointerType(MethodSignature<bool> signature) => true;

    bool ISignatureTypeProvider<bool, object?>.GetGenericMethodParameter(object? genericContext, int index) => true;

    bool ISignatureTypeProvider<bool, object?>.GetGenericTypeParameter(object? genericContext, int index) => true;

    bool ISignatureTypeProvider<bool, object?>.GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

    bool ISignatureTypeProvider<bool, object?>.GetPinnedType(bool elementType) => true;

    private bool Noted(EntityHandle handle)
    {
        Use(handle);
        return true;
    }
}
