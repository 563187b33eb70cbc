using System.Xml.Linq;
using Testing;

namespace Architecture.Tests;

/// <summary>Dependencies point inwards: a project refers only to what is listed for it here.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["src/GrpcRuntime"] = [],
        ["src/Contract"] = ["GrpcRuntime"],
        ["src/PromotionEngine"] = ["Contract", "GrpcRuntime"],
        ["src/FlowServiceHost"] = ["Contract", "GrpcRuntime"],
        ["src/Schedulers"] = ["Contract", "GrpcRuntime"],
        ["tools/BoomiEmulator"] = [],
        ["tools/ContractTester"] = ["Contract", "GrpcRuntime"],
        ["tools/Promo"] = ["Contract", "GrpcRuntime"],
        ["tools/Sandbox"] = ["Contract", "GrpcRuntime", "PromotionEngine", "FlowServiceHost", "Schedulers", "BoomiEmulator", "SeededHub"],
        ["tools/SeededHub"] = ["PromotionEngine", "BoomiEmulator"],
    };

    private static IEnumerable<string> Projects => Repository.Files("src", ".csproj").Concat(Repository.Files("tools", ".csproj"));

    [TestCaseSource(nameof(Projects))]
    public void Project_RefersOnlyToWhatItMay(string project)
    {
        var folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
        var references = XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .ToList();

        Assert.That(Allowed, Contains.Key(folder), "A new project says here what it may refer to.");
        Assert.That(references, Is.SubsetOf(Allowed[folder]));
    }

    [TestCaseSource(nameof(Projects))]
    public void Project_LeavesVersionsToTheCentralFile(string project)
    {
        var versions = XDocument.Parse(Repository.Read(project)).Descendants("PackageReference").Where(reference => reference.Attribute("Version") is not null);

        Assert.That(versions, Is.Empty);
    }
}
