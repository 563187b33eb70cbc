using Microsoft.Extensions.Configuration;
using PromotionEngine.Hosting;

namespace PromotionEngine.Tests.Accounts;

/// <summary>The token of Boomi goes to Boomi only.</summary>
[TestFixture]
public sealed class BoomiAddressTests
{
    [TestCase("https://api.boomi.com", "https://c01-usa-east.hub.boomi.com/mdm")]
    [TestCase("http://127.0.0.1:7070", "http://127.0.0.1:7070")]
    public void Settings_AddressesOfBoomiOrThisMachine_AreTaken(string platform, string repository) =>
        Assert.That(() => From(platform, repository), Throws.Nothing);

    [TestCase("http://api.boomi.com", "Boomi:Platform:BaseAddress: ")]
    [TestCase("https://boomi.com.evil.example", "Boomi:Platform:BaseAddress: the host boomi.com.evil.example:443 is not among the allowed hosts")]
    [TestCase("https://169.254.169.254", "Boomi:Platform:BaseAddress: the host 169.254.169.254:443 is not among")]
    public void Settings_AnyOtherAddress_StopTheStart(string platform, string problem) =>
        Assert.That(() => From(platform, "https://hub.boomi.com"), Throws.InvalidOperationException.With.Message.Contains(problem));

    [Test]
    public void Settings_HostOfTheList_IsTakenAndAWrongEntryNamed()
    {
        Assert.That(() => From("https://boomi.intern.example", "https://boomi.intern.example", "boomi.intern.example"), Throws.Nothing);
        Assert.That(() => From("https://api.boomi.com", "https://hub.boomi.com", "*.com"), Throws.InvalidOperationException.With.Message.Contains("Boomi:AllowedHosts: '*.com' is not a host"));
    }

    [Test]
    public void Settings_WithManyProblems_NameAllInOneMessage()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("Access:GroupPrefix", (string?)" "),
            KeyValuePair.Create("Engine:Port", (string?)"-1"),
            KeyValuePair.Create("Engine:IdempotencyKey", (string?)"short"),
        ]).Build();

        Assert.That(
            () => EngineSettings.From(settings),
            Throws.InvalidOperationException.With.Message.Contains("Access:GroupPrefix must not be blank")
                .And.Message.Contains("Engine:Port").And.Message.Contains("Engine:IdempotencyKey").And.Message.Contains("Engine:SharedKey is not set").And.Message.Contains("Boomi:Platform: "));
    }

    private static EngineSettings From(string platform, string repository, params string[] allowed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Engine:SharedKey"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            ["Boomi:Platform:BaseAddress"] = platform,
            ["Boomi:Platform:AccountId"] = "acme-1",
            ["Boomi:Platform:User"] = "BOOMI_TOKEN.service@acme.example",
            ["Boomi:Platform:Token"] = "t",
            ["Boomi:DataHub:RepositoryAddress"] = repository,
            ["Boomi:DataHub:AdministrationAddress"] = platform,
            ["Boomi:DataHub:User"] = "u",
            ["Boomi:DataHub:Token"] = "t",
        };
        for (var index = 0; index < allowed.Length; index++)
        {
            settings[$"Boomi:AllowedHosts:{index}"] = allowed[index];
        }

        return EngineSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }
}
