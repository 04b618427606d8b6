using System.Reflection;

namespace Balancing.Tests.PublicApi;

/// <summary>Type names as C# writes them.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>The name as it stands in a signature, with its namespace.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        if (type.IsByRef) return Of(type.GetElementType()!) + "&";
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsArray) return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value) + "?";
        return type.Namespace + "." + Short(type);
    }

    /// <summary>The name without its namespace, but with the types around it and its own type arguments.</summary>
    public static string Short(Type type)
    {
        var arguments = type.GetGenericArguments();
        var used = 0;
        var parts = new List<string>();
        foreach (var level in Levels(type))
        {
            var all = level.GetGenericArguments().Length;
            var name = level.Name.Split('`')[0];
            parts.Add(all == used ? name : $"{name}<{string.Join(", ", arguments[used..all].Select(Of))}>");
            used = all;
        }

        return string.Join('.', parts);
    }

    public static string Constraints(Type[] parameters) => string.Concat(parameters.Where(p => p.IsGenericParameter).Select(Constraint));

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var words = parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal).ToList();
        if (isStruct) words.Insert(0, "struct");
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) words.Insert(0, "class");
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct) words.Add("new()");
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike)) words.Add("allows ref struct");
        return words.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", words)}";
    }

    private static IEnumerable<Type> Levels(Type type) => type.DeclaringType is { } outer ? Levels(outer).Append(type) : [type];
}
