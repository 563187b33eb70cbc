using System.Text.RegularExpressions;
using Testing;

namespace Architecture.Tests;

/// <summary>House rules that the compiler does not know.</summary>
public sealed partial class SourceRuleTests
{
    private const int LongestFile = 300;

    private static IReadOnlyList<string> Sources { get; } =
        [.. Repository.Files("src", ".cs", ".razor", ".js", ".proto"), .. Repository.Files("tools", ".cs"), .. Repository.Files("tests", ".cs", ".js", ".py"), .. Repository.Files("protos", ".proto")];

    private static IEnumerable<string> ProductSources => Sources.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("tests/", StringComparison.Ordinal));

    [Test]
    public void Files_AreShort()
    {
        // Protos are lists of messages, which reading does not get easier by splitting.
        var tooLong = Sources.Where(path => !path.EndsWith(".proto", StringComparison.Ordinal))
            .Select(path => (path, lines: File.ReadLines(Path.Combine(Repository.Root, path)).Count()))
            .Where(file => file.lines >= LongestFile);

        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void Types_HaveNoNamesThatSayNothing() => AssertNone(ProductSources, EmptyName());

    [Test]
    public void Clocks_AreInjected() => AssertNone(ProductSources, SystemClock());

    [Test]
    public void Components_ImportNothingOfOurs() => AssertNone(Below("src/PromotionEngine/Components/"), ImportOfOurs());

    [Test]
    public void Clients_KnowNoRules() => AssertNone(Below("src/PromotionEngine/Boomi/"), ImportOfRules());

    [Test]
    public void Rules_KnowNoHttp() =>
        AssertNone(Below("src/PromotionEngine/").Where(path => !path.Contains("/Hosting/", StringComparison.Ordinal)), ImportOfAspNetCore());

    [Test]
    public void Faces_AreImportedByTheHostingOnly()
    {
        var faces = Below("src/PromotionEngine/")
            .Where(path => Repository.Read(path).Contains("ServerCallContext", StringComparison.Ordinal) && path.EndsWith("Service.cs", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToList();
        var users = Below("src/PromotionEngine/")
            .Where(path => !path.Contains("/Hosting/", StringComparison.Ordinal))
            .SelectMany(path => faces.Where(face => Path.GetFileNameWithoutExtension(path) != face && Regex.IsMatch(Repository.Read(path), $@"\b{face}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
                .Select(face => $"{path} uses {face}"));

        Assert.That(faces, Is.Not.Empty);
        Assert.That(users, Is.Empty);
    }

    [Test]
    public void LogMessages_OfDifferentKinds_HaveDifferentEventIds()
    {
        var messages = Below("src/").SelectMany(path => LogMessage().Matches(Repository.Read(path)).Select(match => (path, id: EventId().Match(match.Value).Groups["id"].Value))).ToList();
        var shared = messages.GroupBy(message => message.id, StringComparer.Ordinal)
            .Where(same => same.Key.Length == 0 || same.Count() > 1)
            .Select(same => $"{(same.Key.Length == 0 ? "no id" : same.Key)}: {string.Join(", ", same.Select(message => message.path))}");

        Assert.That(messages, Has.Count.GreaterThan(50));
        Assert.That(shared, Is.Empty, "whoever watches the log tells messages of all programs apart by their id");
    }

    // Item 37 of the Flow connector's acceptance list: how long a comparison takes must not tell how much of a secret was right.
    [Test]
    public void Secrets_AreComparedInFixedTime()
    {
        string[] comparing = ["src/FlowServiceHost/Identity/ConnectorDirectory.cs", "src/FlowServiceHost/Identity/TokenHash.cs", "src/Contract/Calls/CallSignature.cs", "src/Schedulers/JobsPage.cs"];

        Assert.That(comparing.Where(path => !Repository.Read(path).Contains("CryptographicOperations.FixedTimeEquals(", StringComparison.Ordinal)), Is.Empty);
        AssertNone(Below("src/FlowServiceHost/Identity/").Concat(Below("src/Contract/Calls/")).Concat(Below("src/Schedulers/")), PlainComparison());
    }

    [TestCase("if (token == given)")]
    [TestCase("hash.SequenceEqual(other)")]
    [TestCase("string.Equals(givenToken, token, StringComparison.Ordinal)")]
    [TestCase("userHash != entry.UserHash")]
    [TestCase("signature.Equals(expected)")]
    public void PlainComparison_OfASecret_IsSeen(string code) => Assert.That(PlainComparison().IsMatch(code), Is.True);

    [TestCase("CryptographicOperations.FixedTimeEquals(hash, _hash)")]
    [TestCase("reader.TokenType == JsonTokenType.StartObject")]
    [TestCase("if (token == null)")]
    [TestCase("hashes.Count == 0")]
    public void PlainComparison_OfSomethingElse_IsNotSeen(string code) => Assert.That(PlainComparison().IsMatch(code), Is.False);

    private static IEnumerable<string> Below(string folder) => ProductSources.Where(path => path.StartsWith(folder, StringComparison.Ordinal));

    private static void AssertNone(IEnumerable<string> paths, Regex pattern)
    {
        var files = paths.ToList();
        var hits = files.SelectMany(path => pattern.Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value}"));

        Assert.That(files, Is.Not.Empty);
        Assert.That(hits, Is.Empty);
    }

    [GeneratedRegex(@"\b(class|record|struct|interface)\s+\w*(Manager|Helper|Utils?)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SystemClock();

    // Up to the end of the attribute's line, or of its lines.
    [GeneratedRegex(@"\[LoggerMessage\(.*?\)\]\s", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"\((\s*EventId\s*=)?\s*(?<id>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventId();

    [GeneratedRegex(@"^using PromotionEngine\.(?!Components\b)\w[\w.]*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImportOfOurs();

    [GeneratedRegex(@"^using PromotionEngine\.(Promotions\.Running|Dependencies|Mappings|Maintenance|Hosting|Failures)\b[\w.]*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImportOfRules();

    [GeneratedRegex(@"^using Microsoft\.AspNetCore[\w.]*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImportOfAspNetCore();

    [GeneratedRegex(@"\bSequenceEqual\(|\b\w*([tT]oken|[hH]ash|[sS]ecret|[pP]assword|[sS]ignature)\s*([!=]=\s*(?!null\b)|\.Equals\()|\bstring\.Equals\(\w*([tT]oken|[hH]ash|[sS]ecret|[pP]assword|[sS]ignature)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainComparison();
}
