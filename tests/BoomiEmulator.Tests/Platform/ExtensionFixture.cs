using System.Text.Json;
using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

/// <summary>A test environment to which a process is deployed that declares one extension of every kind.</summary>
internal abstract class ExtensionFixture : PlatformFixture
{
    protected const string Declarations =
        "<Connections><ConnectionOverride id=\"{1}\"><field id=\"url\" label=\"URL\" overrideable=\"true\" xpath=\"HttpSettings/@url\"/>"
        + "<field id=\"password\" label=\"Password\" overrideable=\"true\" xpath=\"HttpSettings/@password\"/><field id=\"closed\" overrideable=\"false\"/></ConnectionOverride></Connections>"
        + "<Operations><OperationOverride id=\"{2}\"><field id=\"objectName\" label=\"Object\" overrideable=\"true\"/></OperationOverride></Operations>"
        + "<PartnerOverrides><PartnerOverride id=\"{3}\"><category id=\"as2\" name=\"AS2\"><field id=\"url\" overrideable=\"true\"/></category></PartnerOverride>"
        + "<SharedCommunicationOverride id=\"{4}\" type=\"sftp\"><field id=\"host\" overrideable=\"true\"/></SharedCommunicationOverride></PartnerOverrides>"
        + "<Properties><PropertyOverride name=\"DPP_REGION\"/><PropertyOverride name=\"DPP_SITE\"/></Properties>"
        + "<Extensions><DataMaps><DataMapOverride mapId=\"{8}\"/></DataMaps></Extensions>"
        + "<CrossReferenceOverrides><CrossReferenceOverride id=\"{5}\" name=\"Codes\" overrideable=\"true\"/></CrossReferenceOverrides>"
        + "<PGPOverrides><PGPOverride id=\"{6}\" overrideable=\"true\"/></PGPOverrides>"
        + "<DefinedProcessPropertyOverrides><OverrideableDefinedProcessPropertyComponent componentId=\"{7}\">"
        + "<OverrideableDefinedProcessPropertyValue key=\"size\" name=\"Batch size\" overrideable=\"true\"/>"
        + "<OverrideableDefinedProcessPropertyValue key=\"secret\" name=\"Passphrase\" overrideable=\"true\" usesEncryption=\"true\"/>"
        + "</OverrideableDefinedProcessPropertyComponent></DefinedProcessPropertyOverrides>";

    protected string Connection => Guid(101);

    protected string Table => Guid(105);

    protected string Settings => Guid(107);

    protected string Map => Guid(108);

    protected string Environment => Guid(50);

    protected string Deployment { get; private set; } = string.Empty;

    protected string ProcessId => Guid(100);

    [SetUp]
    public void Deploy()
    {
        World.AddEnvironment(Account, "Test", "TEST", Environment);
        Deployment = World.AddDeployment(Account, Package(), Environment).DeploymentId;
    }

    /// <summary>The package of the process that declares extensions.</summary>
    protected string Package()
    {
        var types = new[] { "connector-settings", "connector-action", "tradingpartner", "tpcommoptions", "crossref", "certificate.pgp", "processproperty", "transform.map" };
        for (var at = 0; at < types.Length; at++)
        {
            var xml = types[at] == "transform.map" ? $"<Map xmlns=\"\" fromProfile=\"{Guid(109)}\" toProfile=\"{Guid(110)}\"/>" : "<x xmlns=\"\"/>";
            World.AddComponent(Account, string.Empty, types[at], string.Empty, $"A {types[at]}", xml, Guid(101 + at));
        }

        World.AddComponent(Account, string.Empty, "profile.xml", string.Empty, "Order", Profile("Order", "number"), Guid(109));
        World.AddComponent(Account, string.Empty, "profile.xml", string.Empty, "Invoice", Profile("Invoice", "total"), Guid(110));
        var ids = Enumerable.Range(100, 11).Select(Guid).ToList();
        var declarations = Declarations;
        for (var at = 1; at < ids.Count; at++)
            declarations = declarations.Replace($"{{{at}}}", ids[at], StringComparison.Ordinal);

        World.AddComponent(Account, string.Empty, "process", string.Empty, "Sync", ProcessDocument(declarations), ids[0]);
        return World.AddPackage(Account, ids[0], "1.0", "n").PackageId;
    }

    protected static string ProcessDocument(string declarations) =>
        $"<bns:Component xmlns:bns=\"{Bns}\" name=\"Sync\" type=\"process\"><bns:object>{Process()}</bns:object>"
        + $"<bns:processOverrides><Overrides xmlns=\"\">{declarations}</Overrides></bns:processOverrides></bns:Component>";

    protected async Task<JsonElement> ExtensionsAsync(string? id = null) => (await GetAsync($"EnvironmentExtensions/{id ?? Environment}")).Json;

    protected Task<Answer> UpdateAsync(string members, bool? partial = true) => PostAsync(
        $"EnvironmentExtensions/{Environment}",
        $"{{\"@type\":\"EnvironmentExtensions\",\"id\":\"{Environment}\",\"environmentId\":\"{Environment}\"{(partial is null ? string.Empty : partial.Value ? ",\"partial\":true" : ",\"partial\":false")},{members}}}");

    /// <summary>The member of a connection update that sets fields.</summary>
    protected string Fields(params string[] fields) =>
        $"\"connections\":{{\"connection\":[{{\"id\":\"{Connection}\",\"field\":[{string.Join(',', fields)}]}}]}}";

    protected static JsonElement Field(JsonElement extensions, string id) => extensions.GetProperty("connections").GetProperty("connection")[0].GetProperty("field")
        .EnumerateArray().Single(field => field.GetProperty("id").GetString() == id);

    protected static string? Value(JsonElement entry) => entry.TryGetProperty("value", out var value) ? value.GetString() : null;

    protected static JsonElement Property(JsonElement extensions, string name) => extensions.GetProperty("properties").GetProperty("property")
        .EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    protected static JsonElement Setting(JsonElement extensions, string key) => extensions.GetProperty("processProperties").GetProperty("ProcessProperty")[0]
        .GetProperty("ProcessPropertyValue").EnumerateArray().Single(one => one.GetProperty("key").GetString() == key);

    private static string Profile(string root, string field) =>
        $"<XMLProfile xmlns=\"\"><DataElements><XMLElement isNode=\"true\" name=\"{root}\"><XMLElement isNode=\"true\" name=\"{field}\"/></XMLElement></DataElements></XMLProfile>";
}
