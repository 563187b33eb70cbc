namespace BoomiEmulator.Seeding.Documents;

/// <summary>What a process declares as extensible per environment: the content of <c>bns:processOverrides</c>.</summary>
internal static class OverrideDocuments
{
    public static string Write(
        IEnumerable<(string ConnectionId, string FieldId, string XPath)> connections,
        IEnumerable<string> properties,
        (string ComponentId, string Key)? definedProperty = null,
        (string Id, string Name)? crossReference = null,
        string? operationId = null,
        string? pgpCertificateId = null,
        IReadOnlyList<(string Key, string Name)>? moreKeys = null,
        string? mapId = null)
    {
        var keys = string.Concat((moreKeys ?? []).Select(one => $"<OverrideableDefinedProcessPropertyValue key=\"{one.Key}\" name=\"{SeedPen.Escape(one.Name)}\" overrideable=\"true\"/>"));
        var maps = mapId is null ? "<unusedMaps/>" : $"<DataMapOverride mapId=\"{mapId}\"/><unusedMaps/>";
        var connectionLines = string.Concat(connections.GroupBy(one => one.ConnectionId, StringComparer.Ordinal).Select(group => $"""
                    <ConnectionOverride id="{group.Key}">{string.Concat(group.Select(one => $"<field id=\"{one.FieldId}\" label=\"{one.FieldId}\" overrideable=\"true\" xpath=\"{SeedPen.Escape(one.XPath)}\"/>"))}</ConnectionOverride>

            """));
        var operation = operationId is null
            ? "<Operations/>"
            : $"<Operations><OperationOverride id=\"{operationId}\"><field id=\"objectName\" label=\"Object\" overrideable=\"true\" xpath=\"//WebServicesServerListenAction/@objectName\"/></OperationOverride></Operations>";
        var defined = definedProperty is not { } value
            ? "<DefinedProcessPropertyOverrides/>"
            : $"<DefinedProcessPropertyOverrides><OverrideableDefinedProcessPropertyComponent componentId=\"{value.ComponentId}\" name=\"Settings\"><OverrideableDefinedProcessPropertyValue key=\"{value.Key}\" name=\"Site\" overrideable=\"true\"/>{keys}</OverrideableDefinedProcessPropertyComponent></DefinedProcessPropertyOverrides>";
        var table = crossReference is not { } cross
            ? "<CrossReferenceOverrides/>"
            : $"<CrossReferenceOverrides><CrossReferenceOverride id=\"{cross.Id}\" name=\"{SeedPen.Escape(cross.Name)}\" overrideable=\"true\"/></CrossReferenceOverrides>";
        var pgp = pgpCertificateId is null ? "<PGPOverrides/>" : $"<PGPOverrides><PGPOverride id=\"{pgpCertificateId}\" overrideable=\"true\"/></PGPOverrides>";
        return $"""
                <Overrides xmlns="">
                  <Connections>
            {connectionLines}      </Connections>
                  {operation}
                  <PartnerOverrides/>
                  <Properties>{string.Concat(properties.Select(name => $"<PropertyOverride name=\"{name}\"/>"))}</Properties>
                  <Extensions><ObjectDefinitions><unusedProfiles/></ObjectDefinitions><DataMaps>{maps}</DataMaps></Extensions>
                  {table}
                  {pgp}
                  {defined}
                </Overrides>
            """;
    }
}
