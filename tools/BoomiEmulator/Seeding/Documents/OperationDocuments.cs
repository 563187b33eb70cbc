namespace BoomiEmulator.Seeding.Documents;

/// <summary>Operations: what a connector does over a connection.</summary>
internal static class OperationDocuments
{
    /// <summary>Reads rows with the original database connector.</summary>
    public static string DatabaseGet(string profileId, int rows = 0) => Wrap($"""
                <DatabaseGetAction batchCount="0" maxRows="{rows}">
                  <ReadProfile linkElementKey="5" linkElementName="number (Statement/Fields/number)" profileId="{profileId}"/>
                </DatabaseGetAction>
        """);

    /// <summary>Writes with the newer database connector. Every name of a secret occurs as the key of a <c>properties</c> entry.</summary>
    public static string GenericDatabaseWrite(SeedPen pen, string requestProfileId, string responseProfileId, string table)
    {
        var entries = string.Concat(SecretNames.All.Select(name => $"""
                          <properties encrypted="false" key="{name}" value="{pen.Secret(SecretPlace.EntryByKey, name)}"/>

            """));
        var lookAlikes = string.Concat(SecretNames.LookAlikes.Select(name => $"""
                          <properties encrypted="false" key="{name}" value="{pen.Keep(name)}"/>

            """));
        var listed = pen.Encrypted("//GenericOperationConfig/field[@id='CustomProperties']/customProperties/properties[@encrypted='true']/@value");
        return Wrap($"""
                    <GenericOperationConfig customOperationType="INSERT" objectTypeId="{table}" operationType="EXECUTE" requestProfile="{requestProfileId}" requestProfileType="json" responseProfile="{responseProfileId}" responseProfileType="json">
                      <field id="InsertionType" type="string" value="Standard Insert"/>
                      <field id="query" type="string" value="insert into {table} (number, amount) values (?, ?)"/>
                      <field id="CommitOption" type="string" value="Commit by rows"/>
                      <field id="batchCount" type="integer" value="{pen.Dice.Number(1, 100)}"/>
                      <field id="CustomProperties" type="customproperties">
                        <customProperties>
            {entries}{lookAlikes}              <properties encrypted="true" key="wallet" value="{listed}"/>
                        </customProperties>
                      </field>
                      <Options><QueryOptions><Fields><ConnectorObject name="{table}"><FieldList><ConnectorField filterable="true" name="number" selectable="true" selected="true" sortable="true"/></FieldList></ConnectorObject></Fields><Inputs/></QueryOptions></Options>
                    </GenericOperationConfig>
            """);
    }

    /// <summary>Calls a carrier. Every name of a secret occurs as the id of a <c>field</c>; a password field holds a hash.</summary>
    public static string Carrier(SeedPen pen, string requestProfileId, string responseProfileId)
    {
        var entries = string.Concat(SecretNames.All.Select(name => $"""
                      <field id="{name}" type="string" value="{pen.Secret(SecretPlace.EntryById, name)}"/>

            """));
        var lookAlikes = string.Concat(SecretNames.LookAlikes.Select(name => $"""
                      <field id="{name}" type="string" value="{pen.Keep(name)}"/>

            """));
        return Wrap($"""
                    <GenericOperationConfig customOperationType="POST" operationType="EXECUTE" requestProfile="{requestProfileId}" requestProfileType="json" responseProfile="{responseProfileId}" responseProfileType="json">
                      <field id="followRedirects" type="string" value="NONE"/>
                      <field id="path" type="string" value="/v2/shipments"/>
                      <field id="queryParameters" type="customproperties"><customProperties><properties key="units" value="metric"/><properties key="x-api-key" value="{pen.Secret(SecretPlace.EntryByKey, "x-api-key")}"/></customProperties></field>
                      <field id="requestHeaders" type="customproperties"><customProperties><properties key="Content-Type" value="application/json"/></customProperties></field>
            {entries}{lookAlikes}          <field id="pin" type="password" value="{pen.Secret(SecretPlace.PasswordType, "pin")}"/>
                      <field id="oldPassword" type="password" value="{pen.Hash("oldPassword")}"/>
                      <field id="awsSecretKey" type="password" value=""/>
                      <Options/>
                    </GenericOperationConfig>
            """);
    }

    /// <summary>Hands a file to a partner's gateway, whose older connector keeps everything in elements. Every name of a secret
    /// occurs as an element with text, some with a comment inside, some as CDATA.</summary>
    public static string PartnerGateway(SeedPen pen)
    {
        var names = SecretNames.All.Where(name => name is not ("password" or "connectionString")).ToList();
        var lookAlikes = string.Concat(SecretNames.LookAlikes.Select(name => $"<{name}>{pen.Keep(name)}</{name}>"));
        return Wrap($"""
                    <PartnerGatewayAction mode="upload" overwrite="false">
                      <remoteDirectory>/in/invoices</remoteDirectory>
                      <session><password><!-- changed each quarter -->{pen.Secret(SecretPlace.ElementText, "password")}</password><connectionString><![CDATA[{pen.Secret(SecretPlace.ElementText, "connectionString")}]]></connectionString></session>
                      <settings>{pen.Elements(names)}</settings>
                      <layout>{lookAlikes}</layout>
                      <parameter name="pin" type="password" value="{pen.Secret(SecretPlace.PasswordType, "pin")}"/>
                      <AuthSettings password="{pen.Encrypted("//PartnerGatewayAction/AuthSettings/@password")}" user="abc"/>
                    </PartnerGatewayAction>
            """);
    }

    /// <summary>Calls an address with the HTTP client.</summary>
    public static string Http(string method, string path, string? requestProfileId, string? responseProfileId) => Wrap($"""
                <HttpGetAction dataContentType="application/json" followRedirects="false" methodType="{method}" requestProfile="{requestProfileId}" requestProfileType="{(requestProfileId is null ? "NONE" : "JSON")}" responseProfile="{responseProfileId}" responseProfileType="{(responseProfileId is null ? "NONE" : "JSON")}" returnErrors="true" returnMimeResponse="false">
                  <requestHeaders><header headerName="X-Caller" headerValue="boomi" key="1000001"/></requestHeaders>
                  <pathElements><element key="2000000" name="{path}"/><element isVariable="true" key="2000001" name="DDP_NUMBER"/></pathElements>
                  <responseHeaderMapping/><reflectHeaders/>
                </HttpGetAction>
        """);

    /// <summary>Writes a file to disk.</summary>
    public static string DiskCreate(string? responseProfileId = null) => Wrap($"""
                <GenericOperationConfig objectTypeId="FILE_CREATE_UPSERT" operationType="CREATE" requestProfileType="binary" responseProfile="{responseProfileId}" responseProfileType="json">
                  <field id="createDir" type="boolean" value="true"/>
                  <field id="includeAll" type="boolean" value="true"/>
                  <field id="actionIfFileExists" type="string" value="ERROR"/>
                  <Options><QueryOptions><Fields><ConnectorObject name="File"><FieldList><ConnectorField filterable="true" name="fileName" selectable="true" selected="true" sortable="true"/></FieldList></ConnectorObject></Fields><Inputs/></QueryOptions></Options>
                </GenericOperationConfig>
        """);

    /// <summary>Puts documents on an Atom queue.</summary>
    public static string QueueSend(string queueId) => Wrap($"""
                <QueueSendAction batchSize="1"><QueueReference queueId="{queueId}"/></QueueSendAction>
        """);

    /// <summary>Listens for requests.</summary>
    public static string Listen(string objectName) => Wrap($"""
                <WebServicesServerListenAction inputType="singlejson" objectName="{objectName}" operationType="CREATE" outputType="singlejson"/>
        """);

    /// <summary>Queries the CRM.</summary>
    public static string SalesforceQuery(string profileId) => Wrap($"""
                <SalesforceQueryAction batchCount="200" batchSize="0" objectAction="query" objectName="Account" responseProfile="{profileId}" useBulkAPI="false"><Options/></SalesforceQueryAction>
        """);

    private static string Wrap(string action) => $"""
            <Operation returnApplicationErrors="true" trackResponse="false">
              <Archiving directory="" enabled="false"/>
              <Configuration>
        {action}
              </Configuration>
              <Tracking><TrackedFields/></Tracking>
              <Caching/>
            </Operation>
        """;
}
