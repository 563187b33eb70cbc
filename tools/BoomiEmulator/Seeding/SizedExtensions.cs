using System.Globalization;
using System.Text;
using BoomiEmulator.Extensions;
using BoomiEmulator.State;

namespace BoomiEmulator.Seeding;

/// <summary>
/// Adds to a loaded world a process with so many extensions, and sets all of them in the test and the production environment of every client. Half of
/// the secrets are process properties, the others fields of a trading partner and of a shared communication channel; two more are a connection's.
/// </summary>
public static class SizedExtensions
{
    private const int KeysOfComponent = 25;
    private const string PartnerId = "5e000000-0000-4000-8000-00000000a001";
    private const string ChannelId = "5e000000-0000-4000-8000-00000000a002";
    private const string ConnectionId = "5e000000-0000-4000-8000-00000000a003";
    private const string ProcessId = "5e000000-0000-4000-8000-00000000a004";

    /// <summary>Adds the process, its pack, the installations and the values.</summary>
    /// <param name="world">The emulator's state, into which the seed was loaded.</param>
    /// <param name="seed">The seeded world.</param>
    /// <param name="secrets">How many encrypted values outside connections.</param>
    /// <param name="plain">How many other values, all of them process properties.</param>
    /// <returns>Everything that is set.</returns>
    public static IReadOnlyList<SeedExtensionValue> AddTo(World world, SeedWorld seed, int secrets, int plain)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentOutOfRangeException.ThrowIfLessThan(secrets, 4);
        ArgumentOutOfRangeException.ThrowIfNegative(plain);
        var fields = Fields(secrets, plain);
        var account = seed.PrimaryAccountId;
        foreach (var settings in fields.Where(static field => field.Section == ExtensionSection.ProcessProperties).GroupBy(static field => field.ItemId, StringComparer.Ordinal))
            world.AddComponent(account, "Sized", "processproperty", string.Empty, $"Sized settings {settings.Key[^4..]}", Settings(settings), settings.Key);

        world.AddComponent(account, "Sized", "tradingpartner", string.Empty, "Sized partner", "<TradingPartner xmlns=\"\"/>", PartnerId);
        world.AddComponent(account, "Sized", "tpcommoptions", string.Empty, "Sized channel", "<SharedCommunicationChannel xmlns=\"\"/>", ChannelId);
        world.AddComponent(account, "Sized", "connector-settings", "http", "Sized connection", "<HttpSettings xmlns=\"\"/>", ConnectionId);
        world.AddComponent(account, "Sized", "process", string.Empty, "Sized extensions", Process(fields), ProcessId);
        world.AddPackage(account, ProcessId, "1.0.0", "So many extensions.");
        var pack = world.AddPack(account, "Sized extensions", "MULTI", "For measuring", new PackContent(ProcessId, "1.0.0"));
        return [.. seed.Clients.SelectMany(client => Install(world, client, pack.Id, fields))];
    }

    private static IEnumerable<SeedExtensionValue> Install(World world, SeedClient client, string packId, IReadOnlyList<Field> fields)
    {
        var instance = world.InstallPack(client.AccountId, packId, overrideName: null).Instance.Id;
        foreach (var (environment, word) in new[] { (client.Test, "test"), (client.Production, "prod") })
        {
            world.AttachPack(client.AccountId, instance, environment.EnvironmentId);
            foreach (var field in fields)
            {
                var key = new ExtensionKey(environment.EnvironmentId, string.Empty, field.Section, field.ItemId, field.Id, field.Section == ExtensionSection.TradingPartners ? "as2" : string.Empty);
                var value = $"{(field.IsSecret ? "hidden" : "shown")}-{word}-{field.Id}";
                world.SetExtension(client.AccountId, key, value, field.IsSecret);
                yield return new SeedExtensionValue(client.AccountId, environment.EnvironmentId, field.Section, field.ItemId, field.Id, value, field.IsSecret);
            }
        }
    }

    private static List<Field> Fields(int secrets, int plain)
    {
        var fields = new List<Field>();
        var properties = secrets / 2;
        for (var at = 0; at < properties + plain; at++)
            fields.Add(new Field(ExtensionSection.ProcessProperties, SettingsId(at / KeysOfComponent), Name("key", at), at < properties));

        for (var at = 0; at < secrets - properties; at++)
            fields.Add(at % 2 == 0 ? new Field(ExtensionSection.TradingPartners, PartnerId, Name("partner", at), IsSecret: true) : new Field(ExtensionSection.SharedCommunications, ChannelId, Name("channel", at), IsSecret: true));

        fields.Add(new Field(ExtensionSection.Connections, ConnectionId, "password", IsSecret: true));
        fields.Add(new Field(ExtensionSection.Connections, ConnectionId, "clientSecret", IsSecret: true));
        fields.Add(new Field(ExtensionSection.Connections, ConnectionId, "url", IsSecret: false));
        return fields;
    }

    private static string SettingsId(int number) => string.Create(CultureInfo.InvariantCulture, $"5e000000-0000-4000-8000-{number:d12}");

    private static string Name(string word, int number) => string.Create(CultureInfo.InvariantCulture, $"{word}-{number:0000}");

    private static string Settings(IEnumerable<Field> fields) =>
        "<DefinedProcessProperties xmlns=\"\">" + string.Concat(fields.Select(static field =>
            $"<definedProcessProperty key=\"{field.Id}\"><label>{field.Id}</label><type>{(field.IsSecret ? "password" : "string")}</type><defaultValue/></definedProcessProperty>"))
        + "</DefinedProcessProperties>";

    private static string Process(List<Field> fields)
    {
        var text = new StringBuilder("<bns:Component xmlns:bns=\"http://api.platform.boomi.com/\" name=\"Sized extensions\" type=\"process\"><bns:object><process xmlns=\"\">")
            .AppendJoin(string.Empty, fields.Select(static field => field.ItemId).Distinct(StringComparer.Ordinal).Select(static id => $"<uses ref=\"{id}\"/>"))
            .Append("</process></bns:object><bns:processOverrides><Overrides xmlns=\"\"><Connections>");
        Append(text, fields, ExtensionSection.Connections, "ConnectionOverride", string.Empty, string.Empty);
        text.Append("</Connections><PartnerOverrides>");
        Append(text, fields, ExtensionSection.TradingPartners, "PartnerOverride", "<category id=\"as2\" name=\"AS2\">", "</category>");
        Append(text, fields, ExtensionSection.SharedCommunications, "SharedCommunicationOverride", string.Empty, string.Empty);
        text.Append("</PartnerOverrides><DefinedProcessPropertyOverrides>");
        foreach (var settings in fields.Where(static field => field.Section == ExtensionSection.ProcessProperties).GroupBy(static field => field.ItemId, StringComparer.Ordinal))
        {
            text.Append("<OverrideableDefinedProcessPropertyComponent componentId=\"").Append(settings.Key).Append("\">")
                .AppendJoin(string.Empty, settings.Select(static field =>
                    $"<OverrideableDefinedProcessPropertyValue key=\"{field.Id}\" name=\"{field.Id}\" overrideable=\"true\" usesEncryption=\"{(field.IsSecret ? "true" : "false")}\"/>"))
                .Append("</OverrideableDefinedProcessPropertyComponent>");
        }

        return text.Append("</DefinedProcessPropertyOverrides></Overrides></bns:processOverrides></bns:Component>").ToString();
    }

    private static void Append(StringBuilder text, List<Field> fields, ExtensionSection section, string element, string before, string after)
    {
        foreach (var item in fields.Where(field => field.Section == section).GroupBy(static field => field.ItemId, StringComparer.Ordinal))
        {
            text.Append('<').Append(element).Append(" id=\"").Append(item.Key).Append("\" type=\"sftp\">").Append(before)
                .AppendJoin(string.Empty, item.Select(static field =>
                    $"<field id=\"{field.Id}\" label=\"{field.Id}\" overrideable=\"true\" usesEncryption=\"{(field.IsSecret ? "true" : "false")}\"/>"))
                .Append(after).Append("</").Append(element).Append('>');
        }
    }

    private sealed record Field(ExtensionSection Section, string ItemId, string Id, bool IsSecret);
}
