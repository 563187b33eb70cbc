namespace BoomiEmulator.Seeding.Documents;

/// <summary>Connections: the addresses and credentials that differ between dev and production.</summary>
internal static class ConnectionDocuments
{
    /// <summary>The original database connector, which keeps its settings in attributes.</summary>
    public static string Database(SeedPen pen, string database) => $"""
            <DatabaseConnectionSettings additional="" className="org.postgresql.Driver" dbname="{database}" driverId="postgresql" host="{pen.Dice.Faker.Internet.DomainWord()}.db.abc.example" isPoolEnabled="true" password="{pen.Encrypted("//DatabaseConnectionSettings/@password")}" port="5432" urlFormat="jdbc:postgresql://{"{0}:{1}/{2}{3}"}" username="svc_{database}">
              <WriteOptions sqlFilePath="" writeSQLToFile="false"/>
              <AdapterPoolInfo exhaustedAction="1" maxActive="{pen.Dice.Number(4, 20)}" maxIdle="-1" maxIdleTime="0" maxWait="0" minIdle="0" numberOfTests="0" testIdle="false" testOnBorrow="true" testOnReturn="false" timeBetweenRuns="0" validationQuery="select 1"/>
            </DatabaseConnectionSettings>
        """;

    /// <summary>The newer database connector: generic fields, custom properties of which one is encrypted.</summary>
    public static string GenericDatabase(SeedPen pen, string schema)
    {
        pen.List("//GenericConnectionConfig/field[@type='password']");
        var custom = pen.Encrypted("//GenericConnectionConfig/field[@type='customproperties']/customProperties/properties[@encrypted='true']/@value");
        return $"""
                <GenericConnectionConfig>
                  <field id="url" type="string" value="{pen.Secret(SecretPlace.EntryById, "url")}"/>
                  <field id="className" type="string" value="com.microsoft.sqlserver.jdbc.SQLServerDriver"/>
                  <field id="username" type="string" value="svc_{schema}"/>
                  <field id="password" type="password" value="{pen.Secret(SecretPlace.PasswordType, "password")}"/>
                  <field id="CustomProperties" type="customproperties">
                    <customProperties>
                      <properties encrypted="true" key="wallet" value="{custom}"/>
                      <properties encrypted="false" key="applicationName" value="boomi"/>
                      <properties encrypted="false" key="keystorePassword" value="{pen.Secret(SecretPlace.EntryByKey, "keystorePassword")}"/>
                    </customProperties>
                  </field>
                  <field id="schemaName" type="string" value="{schema}"/>
                  <field id="connectTimeOut" type="integer" value="{pen.Dice.Number(5, 60)}"/>
                  <field id="readTimeOut" type="integer"/>
                  <field id="enablePooling" type="boolean" value="true"/>
                  <field id="maximumConnections" type="integer" value="10"/>
                </GenericConnectionConfig>
            """;
    }

    /// <summary>The HTTP client.</summary>
    /// <param name="pen">Plants the secrets.</param>
    /// <param name="certificateId">The client certificate, if it uses one.</param>
    public static string Http(SeedPen pen, string? certificateId = null)
    {
        var password = pen.Encrypted("//HttpSettings/AuthSettings/@password");
        var secret = pen.Encrypted("//HttpSettings/OAuth2Settings/credentials/@clientSecret");
        return $"""
                <HttpSettings xmlns="" authenticationType="OAUTH2" url="https://{pen.Dice.Faker.Internet.DomainWord()}.carrier.example">
                  <AuthSettings password="{password}" user="svc.{pen.Dice.Faker.Internet.DomainWord()}"/>
                  <OAuth2Settings grantType="client_credentials" refreshAuthScheme="req_body_params_auth">
                    <credentials clientId="{pen.Dice.Hex(20)}" clientSecret="{secret}"/>
                    <authorizationTokenEndpoint url=""><sslOptions/></authorizationTokenEndpoint>
                    <authorizationParameters/>
                    <accessTokenEndpoint url="https://login.carrier.example/token"><sslOptions/></accessTokenEndpoint>
                    <accessTokenParameters/>
                    <scope>shipments.write</scope>
                  </OAuth2Settings>
                  <AwsSettings><credentials><accessKeyId/><awsService/><awsRegion/></credentials></AwsSettings>
                  <SSLOptions clientauth="{(certificateId is null ? "false" : "true")}" clientsslalias="{certificateId}" trustServerCert="false" trustedcertalias=""/>
                </HttpSettings>
            """;
    }

    /// <summary>The SFTP connector, whose settings are elements.</summary>
    public static string Sftp(SeedPen pen) => $"""
            <SFTPSettings xmlns="" authenticationMode="usingpublickey" maxActive="-1">
              {pen.Elements("host", "port", "password")}
              <user>svc-files</user>
              <sshOptions knownHostEntry="" sshKeyPath="/opt/keys/{pen.Dice.Faker.Internet.DomainWord()}.pem" sshkeyauth="true">{pen.Elements("privateKey")}</sshOptions>
              <proxySettings proxyEnabled="true" type="HTTP">{pen.Elements("proxyPassword")}<proxyUser>svc-proxy</proxyUser></proxySettings>
            </SFTPSettings>
        """;

    /// <summary>The disk connector, which needs no secret.</summary>
    public static string Disk(SeedDice dice) => $"""
            <GenericConnectionConfig>
              <field id="directory" type="string" value="/data/{dice.Faker.Internet.DomainWord()}/archive"/>
              <field id="pollingInterval" type="integer" value="{dice.Number(1, 60)}000"/>
            </GenericConnectionConfig>
        """;

    /// <summary>A CRM with its login in a nested element.</summary>
    public static string Salesforce(SeedPen pen) => $"""
            <SalesforceSettings maxActiveConnections="10" url="https://login.crm.example/services/Soap/u/59.0" version="vx">
              <AuthSettings password="{pen.Encrypted("//SalesforceSettings/AuthSettings/@password")}" user="integration@abc.example"/>
              {pen.Elements("securityToken")}
            </SalesforceSettings>
        """;

    /// <summary>A REST client with a key in a header and a hash where the password was.</summary>
    public static string Rest(SeedPen pen)
    {
        pen.List("//GenericConnectionConfig/field[@type='password']");
        return $"""
                <GenericConnectionConfig>
                  <field id="url" type="string" value="{pen.Secret(SecretPlace.EntryById, "url")}"/>
                  <field id="auth" type="string" value="BASIC"/>
                  <field id="username" type="string" value="svc.{pen.Dice.Faker.Internet.DomainWord()}"/>
                  <field id="password" type="password" value="{pen.Hash("password")}"/>
                  <field id="preemptive" type="boolean" value="true"/>
                  <field id="awsSecretKey" type="password" value=""/>
                  <field id="connectTimeout" type="integer" value="-1"/>
                  <field id="readTimeout" type="integer" value="{pen.Dice.Number(5, 90)}000"/>
                  <field id="cookieScope" type="string" value="GLOBAL"/>
                </GenericConnectionConfig>
            """;
    }
}
