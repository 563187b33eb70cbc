using System.Globalization;
using System.Text.RegularExpressions;
using Contract.Settings;
using Testing;

namespace Architecture.Tests;

/// <summary>The operators' page lists every setting that a program reads, with its default, and no other.</summary>
public sealed partial class SettingsTableTests
{
    // Of parts; no program reads them from its configuration.
    private static readonly string[] ReadByNobody = ["RedisStateOptions", "BudgetOptions", "SignedCallsOptions"];

    private static readonly IReadOnlyList<(string[] Programs, string Name, string Default)> Rows =
    [
        .. Repository.Read("docs/operations.md").Split('\n')
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => (
                match.Groups["of"].Value == "all" ? ["engine", "host", "schedulers"] : match.Groups["of"].Value.Split(", "),
                Repeated().Replace(match.Groups["name"].Value, ":*"),
                match.Groups["default"].Value)),
    ];

    [Test]
    public void Table_ListsWhatTheProgramsReadAndNothingElse() => Assert.That(
        Rows.SelectMany(row => row.Programs.Select(program => $"{program} {row.Name}")),
        Is.EquivalentTo(ProgramSettings.All.Keys.Select(setting => $"{setting.Program} {setting.Name}")));

    [Test]
    public void Table_GivesTheDefaults()
    {
        var wrong = Rows
            .SelectMany(row => row.Programs.Select(program => (row, Value: ProgramSettings.All[(program, row.Name)])))
            .Where(setting => !IsDefault(setting.row.Default, setting.Value))
            .Select(setting => $"{setting.row.Name} is {setting.Value ?? "none"}, not {setting.row.Default}");

        Assert.That(wrong, Is.Empty);
    }

    // The other pages repeat some of them.
    [TestCase("docs/flow.md")]
    [TestCase("docs/mail.md")]
    [TestCase("docs/extensions.md")]
    [TestCase("docs/security.md")]
    [TestCase("docs/reliability.md")]
    [TestCase("docs/operations.md")]
    [TestCase("README.md")]
    public void Page_NamesNoSettingThatDoesNotExist(string page)
    {
        var names = ProgramSettings.All.Keys.Select(setting => setting.Name).ToList();
        var sections = names.Select(name => name.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var unknown = Named().Matches(Repository.Read(page))
            .Select(match => Repeated().Replace(match.Groups["name"].Value, ":*"))
            .Where(name => sections.Contains(name.Split(':')[0]))
            .Select(name => name.EndsWith(SecretSettings.FileSuffix, StringComparison.Ordinal) && SecretSettings.IsSecret(name[..^SecretSettings.FileSuffix.Length]) ? name[..^SecretSettings.FileSuffix.Length] : name)
            .Where(name => !names.Exists(known => known == name || known.StartsWith($"{name}:", StringComparison.Ordinal) || known == $"{name}:*"));

        Assert.That(unknown, Is.Empty);
    }

    [Test]
    public void Options_OfEveryProgram_AreReadOrKnownAsParts()
    {
        var read = ProgramSettings.Classes.Select(setting => setting.Options).ToHashSet();
        var below = read.SelectMany(type => type.GetProperties()).Select(property => property.PropertyType).SelectMany(type => type.GetGenericArguments().Append(type)).ToHashSet();
        var forgotten = read.Select(type => type.Assembly).Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsNested: false } && type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract && !type.ContainsGenericParameters)
            .Where(type => !read.Contains(type) && !below.Contains(type) && !ReadByNobody.Contains(type.Name))
            .Select(type => type.FullName);

        Assert.That(forgotten, Is.Empty);
    }

    [Test]
    public void Settings_SpelledInTheSources_AreListed()
    {
        var names = ProgramSettings.All.Keys.Select(setting => setting.Name).ToList();
        var spelled = Repository.Files("src", ".cs")
            .SelectMany(path => Spelled().Matches(Repository.Read(path)).Select(match => match.Groups["name"].Value))
            .Where(name => !names.Exists(known => known == name || known.StartsWith($"{name}:", StringComparison.Ordinal)));

        Assert.That(spelled, Is.Empty);
    }

    private static bool IsDefault(string text, object? value) => value switch
    {
        null => text is "none" or "none, required",
        TimeSpan time => Quantity().Match(text) is { Success: true } match && Time(match) == time,
        int or double => Quantity().Match(text) is { Success: true } match && Number(match).Equals(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        bool flag => text == (flag ? "`true`" : "`false`"),
        Uri address => text == $"`{address.OriginalString}`",
        _ => text == $"`{value}`",
    };

    private static double Number(Match match) => double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * match.Groups["unit"].Value switch
    {
        "" => 1,
        "MiB" => 1024 * 1024,
        _ => double.NaN,
    };

    private static TimeSpan? Time(Match match)
    {
        var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => null,
        };
    }

    [GeneratedRegex(@"^\| (?<of>all|(engine|host|schedulers)(, (engine|host|schedulers))*) \| `(?<name>[^`]+)` \| (?<default>[^|]+) \| [^|]+ \|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@":(n|\{\w+\})(?=:|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+(:([A-Z]\w+|n|\{\w+\}))+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"""(?<name>[A-Z][A-Za-z]+(:[A-Z][A-Za-z]+)+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spelled();

    [GeneratedRegex(@"^(?<number>[0-9.,]+)( (?<unit>\w+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quantity();
}
