using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Balancing.Tests.Architecture;

/// <summary>
/// A compiled assembly beside its portable symbols: which source file each type is written in, and every type that the
/// signatures and method bodies of that file use. Nested and compiler-generated types belong to the type around them;
/// types that only a source generator wrote belong nowhere.
/// </summary>
internal sealed class CompiledAssembly : IDisposable
{
    // The custom debug information of a type without a method body (an enum, an interface): its documents.
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly string _folder;
    private readonly PEReader _image;
    private readonly MetadataReader _code;
    private readonly MetadataReaderProvider _symbolFile;
    private readonly MetadataReader _symbols;
    private readonly Dictionary<TypeDefinitionHandle, SortedSet<string>> _files = [];

    /// <param name="path">The assembly; its symbols have the same name and end in .pdb.</param>
    /// <param name="folder">Where its sources are in the tree, with slashes around: <c>/src/Balancer/</c>.</param>
    public CompiledAssembly(string path, string folder)
    {
        _folder = folder;
        _image = new PEReader(File.OpenRead(path));
        _code = _image.GetMetadataReader();
        _symbolFile = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb")));
        _symbols = _symbolFile.GetMetadataReader();
        foreach (var type in _code.TypeDefinitions)
            Locate(type);
    }

    /// <summary>Gets the source files of each type that has any, by its name.</summary>
    public IEnumerable<(string Type, IReadOnlyCollection<string> Files)> Types =>
        _files.Select(pair => (FullName(pair.Key), (IReadOnlyCollection<string>)pair.Value));

    /// <summary>Gets each use of a type by another, once.</summary>
    public IEnumerable<Edge> Edges()
    {
        var edges = new HashSet<Edge>();
        foreach (var type in _code.TypeDefinitions)
        {
            if (FileOf(type) is not { } source) continue;
            foreach (var used in new References(_code, _image).Of(type))
            {
                if (Resolve(used) is { } edge && edge.Target != source) edges.Add(edge with { Source = source });
            }
        }

        return edges;
    }

    public void Dispose()
    {
        _image.Dispose();
        _symbolFile.Dispose();
    }

    private Edge? Resolve(EntityHandle used) => used.Kind switch
    {
        HandleKind.TypeDefinition => FileOf((TypeDefinitionHandle)used) is { } file ? new Edge("", file, TargetIsOurs: true) : null,
        HandleKind.TypeReference => new Edge("", FullName((TypeReferenceHandle)used), TargetIsOurs: false),
        HandleKind.MemberReference => Member((MemberReferenceHandle)used),
        _ => null,
    };

    // Random itself is welcome as an argument; only its shared instance is not.
    private Edge? Member(MemberReferenceHandle handle)
    {
        var member = _code.GetMemberReference(handle);
        return member.Parent.Kind == HandleKind.TypeReference
            ? new Edge("", $"{FullName((TypeReferenceHandle)member.Parent)}.{_code.GetString(member.Name)}", TargetIsOurs: false)
            : null;
    }

    private void Locate(TypeDefinitionHandle handle)
    {
        var documents = _code.GetTypeDefinition(handle).GetMethods().SelectMany(Documents);
        foreach (var information in _symbols.GetCustomDebugInformation(handle).Select(_symbols.GetCustomDebugInformation))
        {
            if (_symbols.GetGuid(information.Kind) == TypeDefinitionDocuments)
                documents = documents.Concat(Documents(information.Value));
        }

        foreach (var document in documents)
        {
            var path = _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
            var start = path.LastIndexOf(_folder, StringComparison.Ordinal);
            if (start < 0 || path.Contains("/obj/", StringComparison.Ordinal)) continue;
            var file = path[(start + _folder.Length)..];
            if (file.EndsWith(".g.cs", StringComparison.Ordinal)) continue;
            var outermost = Outermost(handle);
            if (!_files.TryGetValue(outermost, out var files)) _files[outermost] = files = new SortedSet<string>(StringComparer.Ordinal);
            files.Add(file);
        }
    }

    private IEnumerable<DocumentHandle> Documents(MethodDefinitionHandle method)
    {
        var debug = _symbols.GetMethodDebugInformation(method);
        if (!debug.Document.IsNil) return [debug.Document];
        return debug.SequencePointsBlob.IsNil ? [] : debug.GetSequencePoints().Select(point => point.Document);
    }

    private List<DocumentHandle> Documents(BlobHandle blob)
    {
        var reader = _symbols.GetBlobReader(blob);
        var documents = new List<DocumentHandle>();
        while (reader.RemainingBytes > 0)
            documents.Add(MetadataTokens.DocumentHandle(reader.ReadCompressedInteger()));
        return documents;
    }

    private string? FileOf(TypeDefinitionHandle type) => _files.TryGetValue(Outermost(type), out var files) ? files.Min : null;

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        while (_code.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
            handle = outer;
        return handle;
    }

    private string FullName(TypeDefinitionHandle handle)
    {
        var type = _code.GetTypeDefinition(handle);
        return Join(_code.GetString(type.Namespace), _code.GetString(type.Name));
    }

    private string FullName(TypeReferenceHandle handle)
    {
        var type = _code.GetTypeReference(handle);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference) return FullName((TypeReferenceHandle)type.ResolutionScope);
        return Join(_code.GetString(type.Namespace), _code.GetString(type.Name));
    }

    // Task`1 is the same thing as Task here.
    private static string Join(string space, string name) => (space.Length == 0 ? "" : space + ".") + name.Split('`')[0];
}
