using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Balancing.Tests.PublicApi;

/// <summary>
/// The public and protected members of an assembly as C#-like text, in an order that does not depend on the source. What
/// the compiler adds to a record is left out: the word "record" says it.
/// </summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(Header(type)).Append('\n');
            foreach (var member in Members(type).Distinct().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return "delegate " + Method(type.GetMethod("Invoke")!, type.Namespace + "." + TypeName.Short(type));

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).Where(i => i.IsVisible).Select(TypeName.Of).Order(StringComparer.Ordinal).ToList();
        if (type.IsClass && type.BaseType != typeof(object)) bases.Insert(0, TypeName.Of(type.BaseType!));
        if (type.IsEnum) bases = [TypeName.Of(type.GetEnumUnderlyingType())];

        var list = string.Join(", ", bases);
        return $"{Kind(type)} {type.Namespace}.{TypeName.Short(type)}{(list.Length == 0 ? "" : " : " + list)}{TypeName.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        var record = type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) ?? false;
        if (type.IsValueType)
        {
            return (type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (record ? "record struct" : "struct");
        }

        var kind = record ? "record" : "class";
        if (type.IsAbstract) return (type.IsSealed ? "static " : "abstract ") + kind;
        return type.IsSealed ? "sealed " + kind : kind;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate))) yield break;

        foreach (var field in type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName))
            yield return Field(type, field);

        foreach (var constructor in type.GetConstructors(Declared).Where(c => IsVisible(c) && IsWritten(c)))
            yield return $"{Modifiers(constructor)}{TypeName.Short(type)}({Parameters(constructor)})";

        foreach (var property in type.GetProperties(Declared).Where(p => p.Name != "EqualityContract" && p.GetAccessors(nonPublic: true).Any(IsVisible)))
            yield return Property(property);

        foreach (var happening in type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)))
            yield return $"{Modifiers(happening.AddMethod!)}event {TypeName.Of(happening.EventHandlerType!)} {happening.Name}";

        foreach (var method in type.GetMethods(Declared).Where(m => IsVisible(m) && IsWritten(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))))
            yield return Modifiers(method) + Method(method, method.Name);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsWritten(MethodBase method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !method.Name.Contains('<', StringComparison.Ordinal);

    private static string Field(Type type, FieldInfo field)
    {
        if (type.IsEnum) return $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
        if (field.IsLiteral) return $"const {TypeName.Of(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue())}";
        return $"{(field.IsPublic ? "" : "protected ")}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeName.Of(field.FieldType)} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        var main = property.GetAccessors(nonPublic: true).First(IsVisible);
        var name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        var accessors = new StringBuilder();
        if (property.GetMethod is { } get && IsVisible(get)) accessors.Append("get; ");
        if (property.SetMethod is { } set && IsVisible(set))
        {
            var init = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            accessors.Append(set.IsPublic || !main.IsPublic ? "" : "protected ").Append(init ? "init; " : "set; ");
        }

        var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";
        return $"{Modifiers(main)}{required}{TypeName.Of(property.PropertyType)} {name} {{ {accessors}}}";
    }

    private static string Modifiers(MethodBase method)
    {
        var text = method.IsPublic ? "" : "protected ";
        if (method.IsStatic && !method.IsConstructor) text += "static ";
        if (method.DeclaringType!.IsInterface) return text;
        if (method.IsAbstract) return text + "abstract ";
        if (!method.IsVirtual || method.IsFinal) return text;
        var overrides = method is MethodInfo info && info.GetBaseDefinition().DeclaringType != info.DeclaringType;
        return text + (overrides ? "override " : "virtual ");
    }

    private static string Method(MethodInfo method, string name)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName.Of))}>" : "";
        var constraints = method.IsGenericMethod ? TypeName.Constraints(method.GetGenericArguments()) : "";
        var self = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        return $"{TypeName.Of(method.ReturnType)} {name}{generic}({self}{Parameters(method)}){constraints}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var several = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        var fallback = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "";
        return $"{several}{direction}{TypeName.Of(parameter.ParameterType).TrimEnd('&')} {parameter.Name}{fallback}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "default",
    };
}
