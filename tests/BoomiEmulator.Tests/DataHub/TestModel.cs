namespace BoomiEmulator.Tests.DataHub;

/// <summary>A model with a field of every type and the sources that the tests need.</summary>
internal static class TestModel
{
    public const string Name = "ComponentMapping";

    public const string Fields = """
        <mdm:field name="devComponentId" uniqueId="DEVCOMPONENTID" type="STRING" maxLength="64" required="true" repeatable="false"/>
        <mdm:field name="devAccountId" uniqueId="DEVACCOUNTID" type="STRING" maxLength="64" required="true" repeatable="false"/>
        <mdm:field name="componentName" uniqueId="COMPONENTNAME" type="STRING" maxLength="255" required="true" repeatable="false"/>
        <mdm:field name="prodLatestVersion" uniqueId="PRODLATESTVERSION" type="INTEGER" required="false" repeatable="false"/>
        <mdm:field name="share" uniqueId="SHARE" type="FLOAT" required="false" repeatable="false"/>
        <mdm:field name="lastPromotedAt" uniqueId="LASTPROMOTEDAT" type="DATETIME" required="false" repeatable="false"/>
        <mdm:field name="frozenOn" uniqueId="FROZENON" type="DATE" required="false" repeatable="false"/>
        <mdm:field name="nightlyAt" uniqueId="NIGHTLYAT" type="TIME" required="false" repeatable="false"/>
        <mdm:field name="isShared" uniqueId="ISSHARED" type="BOOLEAN" required="false" repeatable="false"/>
        <mdm:field name="notes" uniqueId="NOTES" type="CLOB" required="false" repeatable="false"/>
        <mdm:field name="mappingSource" uniqueId="MAPPINGSOURCE" type="ENUMERATION" required="false" repeatable="false">
          <mdm:value>PROMOTION_ENGINE</mdm:value>
          <mdm:value>ADMIN_SEEDING</mdm:value>
        </mdm:field>
        """;

    public const string NaturalKey = """
        <mdm:matchRule topLevelOperator="AND">
          <mdm:simpleExpression><mdm:fieldUniqueId>DEVCOMPONENTID</mdm:fieldUniqueId></mdm:simpleExpression>
          <mdm:simpleExpression><mdm:fieldUniqueId>DEVACCOUNTID</mdm:fieldUniqueId></mdm:simpleExpression>
        </mdm:matchRule>
        """;

    public static string Sources { get; } =
        Source("PROMOTION_ENGINE", "Both") + Source("ADMIN_SEEDING", "Contribute") + """<mdm:source id="READER" type="Accept" allowMultipleLinks="false"/>""";

    public static string Source(string id, string type, string inbound = "", bool multipleLinks = false) =>
        $"""<mdm:source id="{id}" type="{type}" allowMultipleLinks="{(multipleLinks ? "true" : "false")}"><mdm:inbound>{inbound}</mdm:inbound></mdm:source>""";

    /// <summary>A whole request; what is not given is that of the component mapping.</summary>
    public static string Request(
        string verb = "Create",
        string name = Name,
        string fields = Fields,
        string? sources = null,
        string rules = NaturalKey,
        string title = "DEVCOMPONENTID") => $"""
        <mdm:{verb}ModelRequest xmlns:mdm="http://mdm.api.platform.boomi.com/">
          <mdm:name>{name}</mdm:name>
          <mdm:fields>{fields}</mdm:fields>
          <mdm:sources>{sources ?? Sources}</mdm:sources>
          <mdm:dataQualitySteps/>
          <mdm:recordTitle><mdm:titleParameters><mdm:parameter uniqueId="{title}"/></mdm:titleParameters></mdm:recordTitle>
          <mdm:matchRules>{rules}</mdm:matchRules>
          <mdm:tags/>
        </mdm:{verb}ModelRequest>
        """;
}
