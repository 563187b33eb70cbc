namespace Testing;

/// <summary>The checkout that the tests run from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Promotion.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The files that are ours below <paramref name="folder"/> with one of <paramref name="endings"/>, as paths relative to the root.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] endings) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "node_modules" or "TestResults"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a file of ours.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Promotion.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run below a checkout: no folder above holds Promotion.sln.");
    }
}
