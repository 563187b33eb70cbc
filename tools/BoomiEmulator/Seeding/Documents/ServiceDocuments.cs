namespace BoomiEmulator.Seeding.Documents;

/// <summary>Components that offer processes to the outside, and process routes.</summary>
internal static class ServiceDocuments
{
    public static string WebService(string path, string title, IEnumerable<(string ProcessId, string Path)> routes) => $"""
            <webservice xmlns="" urlPath="{path}">
              <restApi>
        {string.Concat(routes.Select(route => $"""
                <route processId="{route.ProcessId}"><overrides contentType="application/json" httpMethod="POST" inputProfileKey="" inputType="" objectName="" outputProfileKey="" outputType="" urlPath="{route.Path}"/><description/></route>

        """))}      </restApi>
              <soapApi fullEnvelopePassthrough="false" singleWsdlSchema="false" suppressWrappers="false" wsdlNamespace="" wsdlServiceName=""><SOAPVersion>SOAP_1_1</SOAPVersion></soapApi>
              <odataApi/>
              <metaInfo contactEmail="" contactName="" contactUrl="" licenseName="" licenseUrl="" title="{SeedPen.Escape(title)}" version="1"><description/><termsOfService/></metaInfo>
              <profileOverrides/><capturedHeaders/><apiRoles/>
            </webservice>
        """;

    /// <summary>An API proxy in front of an API that somebody else runs.</summary>
    public static string ExternalWebService(string path, string title, string? webServiceId) => $"""
            <externalWebservice xmlns="" basePath="{path}" sourceApiId="{webServiceId}">
              <metaInfo title="{SeedPen.Escape(title)}" version="1"><description/></metaInfo>
              <endpoints><endpoint method="GET" path="/status"/><endpoint method="POST" path="/shipments"/></endpoints>
            </externalWebservice>
        """;

    public static string FlowService(string path, IEnumerable<(string Name, string ProcessId)> actions) => $"""
            <FlowService basePath="{path}" name="{path}">
        {string.Concat(actions.Select(action => $"""
              <flowActions name="{action.Name}" path="{action.Name}" processId="{action.ProcessId}"><description>Runs {action.Name} for the desk.</description></flowActions>

        """))}    </FlowService>
        """;

    public static string ProcessRoute(IReadOnlyList<(string Key, string ProcessId)> entries) => $"""
            <ProcessRoute enforcePassthrough="true" startShapeType="passthrough">
              <returnPath id="route1" label="Done"/>
        {string.Concat(entries.Select(entry => $"""
              <processEntry key="{entry.Key}" keyLabel="{entry.Key}" processId="{entry.ProcessId}"><returnPathMap childShapeName="shape4" returnLabel="Done" routePathId="route1"/></processEntry>

        """))}    </ProcessRoute>
        """;
}
