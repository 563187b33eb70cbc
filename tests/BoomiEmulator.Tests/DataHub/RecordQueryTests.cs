namespace BoomiEmulator.Tests.DataHub;

internal sealed class RecordQueryTests : DataHubTestBase
{
    private static string Equal(string field, string value) => Field(field, "EQUALS", value);

    private static string Field(string field, string name, params string[] values) =>
        $"<fieldValue><fieldId>{field}</fieldId><operator>{name}</operator>{string.Concat(values.Select(value => $"<value>{value}</value>"))}</fieldValue>";

    [Test]
    public async Task D3_Query_FieldByItsName_IsNotInTheModel()
    {
        Seed(2);

        var byName = await QueryAsync($"<filter>{Equal("devComponentId", "component-00001")}</filter>");
        var byId = await QueryAsync($"<filter>{Equal("DEVCOMPONENTID", "component-00001")}</filter>");

        Assert.Multiple(() =>
        {
            Assert.That(((int)byName.Status, byName.Message), Is.EqualTo((400, "This 'fieldId', 'devComponentId', is not in the model 'COMPONENTMAPPING'.")));
            Assert.That((int)byId.Status, Is.EqualTo(200));
            Assert.That(Components(byId), Is.EqualTo(new[] { "component-00001" }));
        });
    }

    [Test]
    public async Task D4_Query_Answer_HasLowerCaseWrapperAndFieldNames()
    {
        Seed(1);

        var record = (await QueryAsync(string.Empty, "includeSourceLinks='true'")).Xml.Element("Record")!;
        var fields = record.Element("Fields")!.Element("componentmapping")!;

        Assert.Multiple(() =>
        {
            Assert.That(fields.Elements().Select(field => field.Name.LocalName), Is.EqualTo(new[] { "devComponentId", "devAccountId", "componentName", "prodLatestVersion" }));
            Assert.That(record.Attribute("recordTitle")?.Value, Is.EqualTo("component-00001"));
            Assert.That(record.Attribute("createdDate")?.Value, Is.EqualTo("2026-02-01T10:00:00Z"));
            Assert.That(record.Element("links")!.Element("link")!.Attribute("entityId")?.Value, Is.EqualTo("acme-DEV001|component-00001"));
            Assert.That(record.Element("links")!.Element("link")!.Attribute("source")?.Value, Is.EqualTo("PROMOTION_ENGINE"));
        });
    }

    [Test]
    public async Task Query_WithView_GivesThoseFieldsOnlyAndNoLinks()
    {
        Seed(1);

        var record = (await QueryAsync("<view><fieldId>PRODLATESTVERSION</fieldId><fieldId>NOTES</fieldId></view>")).Xml.Element("Record")!;

        Assert.That(record.Element("Fields")!.Element("componentmapping")!.Elements().Select(field => field.Name.LocalName), Is.EqualTo(new[] { "prodLatestVersion" }));
        Assert.That(record.Element("links"), Is.Null);
    }

    [Test]
    public async Task D5_Query_LimitAbove200_IsLoweredAndPagedByToken()
    {
        Seed(412);

        var first = await QueryAsync(string.Empty, "limit='500'");
        var second = await QueryAsync(string.Empty, "limit='500' offsetToken='MjAw'");
        var last = await QueryAsync(string.Empty, "limit='500' offsetToken='NDAw'");
        var zero = await QueryAsync(string.Empty, "offsetToken='0'");

        Assert.Multiple(() =>
        {
            Assert.That(first.Xml.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"), Is.EqualTo(new[] { "resultCount=200", "totalCount=412", "offsetToken=MjAw" }));
            Assert.That(Components(second)[0], Is.EqualTo("component-00201"));
            Assert.That(last.Xml.Attribute("resultCount")?.Value, Is.EqualTo("12"));
            Assert.That(last.Xml.Attribute("offsetToken"), Is.Null);
            Assert.That((int)zero.Status, Is.EqualTo(400));
            Assert.That(zero.Message, Does.Contain("nable to parse the provided offset token"));
        });
    }

    [Test]
    public async Task D6_Query_Order_IsByCreationUnlessSorted()
    {
        Seed(3);
        Time.Advance(TimeSpan.FromMinutes(1));
        await UpsertAsync(Batch(Entity("acme-DEV001", "component-00002", "Renamed")));

        var plain = await QueryAsync(string.Empty);
        var updated = await QueryAsync("<sort><sortField><fieldId>@updatedDate</fieldId><direction>DESC</direction></sortField></sort>");
        var number = await QueryAsync("<sort><sortField><fieldId>PRODLATESTVERSION</fieldId><direction>DESC</direction></sortField></sort>");
        var wrong = await QueryAsync("<sort><sortField><fieldId>@updatedDate</fieldId><direction>UP</direction></sortField></sort>");
        var nameless = await QueryAsync("<sort><sortField><direction>ASC</direction></sortField></sort>");
        var order = await QueryAsync("<sort><sortField><fieldId>@updatedDate</fieldId><order>DESC</order></sortField></sort>");

        Assert.Multiple(() =>
        {
            Assert.That(Components(plain), Is.EqualTo(new[] { "component-00001", "component-00002", "component-00003" }));
            Assert.That(Components(updated), Is.EqualTo(new[] { "component-00002", "component-00001", "component-00003" }));
            Assert.That(Components(number), Is.EqualTo(new[] { "component-00003", "component-00002", "component-00001" }));
            Assert.That(((int)wrong.Status, wrong.Message), Is.EqualTo((400, "Each 'direction' element in the sort must be one of: ASC or DESC.")));
            Assert.That(((int)nameless.Status, nameless.Message), Is.EqualTo((400, "Each 'sortField' element must have a 'fieldId' element which is non-blank.")));
            Assert.That((int)order.Status, Is.EqualTo(400));
        });
    }

    [Test]
    public async Task D6_Query_SortByNumber_IsNotByText()
    {
        Seed(10);

        var sorted = await QueryAsync("<sort><sortField><fieldId>PRODLATESTVERSION</fieldId><direction>ASC</direction></sortField></sort>");

        Assert.That(Components(sorted)[^1], Is.EqualTo("component-00010"));
    }

    [Test]
    public async Task D7_Query_AndOrAndRecordIds_CombineAsDocumented()
    {
        Seed(5);
        Seed(2, "acme-DEV002");
        var third = World.Records(Main.Id, TestModel.Name)[2]["@recordId"];

        var and = await QueryAsync($"<filter>{Equal("DEVACCOUNTID", "acme-DEV002")}{Equal("DEVCOMPONENTID", "component-00001")}</filter>");
        var or = await QueryAsync($"<filter op='OR'>{Equal("DEVCOMPONENTID", "component-00001")}{Equal("DEVCOMPONENTID", "component-00004")}</filter>");
        var ids = await QueryAsync($"<filter>{Equal("DEVACCOUNTID", "nobody")}<recordIds><recordId>{third}</recordId></recordIds></filter>");
        var tooMany = await QueryAsync($"<filter><recordIds>{string.Concat(Enumerable.Repeat("<recordId>x</recordId>", 101))}</recordIds></filter>");
        var none = await QueryAsync("<filter><recordIds/></filter>");
        var nested = await QueryAsync($"<filter><filter>{Equal("DEVACCOUNTID", "nobody")}</filter></filter>");

        Assert.Multiple(() =>
        {
            Assert.That(and.Xml.Attribute("totalCount")?.Value, Is.EqualTo("1"));
            Assert.That(Components(or), Is.EqualTo(new[] { "component-00001", "component-00004", "component-00001" }));
            Assert.That(Components(ids), Is.EqualTo(new[] { "component-00003" }));
            Assert.That(((int)tooMany.Status, tooMany.Message), Is.EqualTo((400, "The 'recordIds' element contains more than 100 'recordId' elements.")));
            Assert.That(((int)none.Status, none.Message), Is.EqualTo((400, "The 'recordIds' element must contain at least one 'recordId' element.")));
            Assert.That((int)nested.Status, Is.EqualTo(400));
        });
    }

    [Test]
    public async Task Query_SourceAndDateFilters_Apply()
    {
        Seed(2);
        Time.Advance(TimeSpan.FromHours(1));
        await UpsertAsync(BatchOf("ADMIN_SEEDING", Entity("acme-DEV001", "component-00001", more: "<notes>seen</notes>")));
        await UpsertAsync(BatchOf("ADMIN_SEEDING", Entity("acme-DEV001", "late")));

        var linked = await QueryAsync("<filter><sourceLink><sourceId>ADMIN_SEEDING</sourceId><linkType>LINKED</linkType></sourceLink></filter>");
        var notLinked = await QueryAsync("<filter><sourceLink><sourceId>PROMOTION_ENGINE</sourceId><linkType>NOT_LINKED</linkType></sourceLink></filter>");
        var creating = await QueryAsync("<filter><creatingSourceId>PROMOTION_ENGINE</creatingSourceId></filter>");
        var updated = await QueryAsync("<filter><updatedDate><from>2026-02-01T10:30:00Z</from></updatedDate></filter>");
        var created = await QueryAsync("<filter><createdDate><from>2026-02-01T09:00:00Z</from><to>2026-02-01T10:30:00Z</to></createdDate></filter>");
        var incomplete = await QueryAsync("<filter><sourceLink><sourceId>ADMIN_SEEDING</sourceId></sourceLink></filter>");
        var wrongType = await QueryAsync("<filter><sourceLink><sourceId>ADMIN_SEEDING</sourceId><linkType>MAYBE</linkType></sourceLink></filter>");
        var badDate = await QueryAsync("<filter><createdDate><from>yesterday</from></createdDate></filter>");
        var tags = await QueryAsync("<filter><tags><tagName>Any</tagName></tags></filter>");

        Assert.Multiple(() =>
        {
            Assert.That(Components(linked), Is.EqualTo(new[] { "component-00001", "late" }));
            Assert.That(Components(notLinked), Is.EqualTo(new[] { "late" }));
            Assert.That(Components(creating), Is.EqualTo(new[] { "component-00001", "component-00002" }));
            Assert.That(Components(updated), Is.EqualTo(new[] { "component-00001", "late" }));
            Assert.That(Components(created), Is.EqualTo(new[] { "component-00001", "component-00002" }));
            Assert.That(incomplete.Message, Is.EqualTo("One of the 'sourceLink' elements is missing: 'linkType'."));
            Assert.That(wrongType.Message, Is.EqualTo("Source link type must be one of { 'LINKED, NOT_LINKED' }"));
            Assert.That(badDate.Message, Does.StartWith("This date-time has a bad value in it or is not formatted correctly (YYYY-MM-DDT00:00:00Z): 'yesterday'"));
            Assert.That(tags.Message, Is.EqualTo("There are no tags defined in this universe."));
        });
    }

    [TestCase("COMPONENTNAME", "CONTAINS", "order", "one,two")]
    [TestCase("COMPONENTNAME", "STARTS_WITH", "Order", "one")]
    [TestCase("COMPONENTNAME", "ENDS_WITH", "sync", "one")]
    [TestCase("COMPONENTNAME", "NOT_EQUALS", "Order sync", "two,three")]
    [TestCase("PRODLATESTVERSION", "GREATER_THAN", "9", "two")]
    [TestCase("PRODLATESTVERSION", "GREATER_THAN_EQUAL", "9", "one,two")]
    [TestCase("PRODLATESTVERSION", "LESS_THAN", "10", "one")]
    [TestCase("PRODLATESTVERSION", "LESS_THAN_EQUAL", "010", "one,two")]
    [TestCase("PRODLATESTVERSION", "IS_NULL", null, "three")]
    [TestCase("PRODLATESTVERSION", "IS_NOT_NULL", null, "one,two")]
    [TestCase("LASTPROMOTEDAT", "BETWEEN", "2026-01-01T00:00:00Z,2026-01-31T00:00:00Z", "one")]
    [TestCase("FROZENON", "BETWEEN", "2026-01-01,2026-01-31", "two")]
    [TestCase("NIGHTLYAT", "EQUALS", "02:30:00", "three")]
    [TestCase("MAPPINGSOURCE", "EQUALS", "PROMOTION_ENGINE,ADMIN_SEEDING", "one,two")]
    [TestCase("MAPPINGSOURCE", "IS_INVALID", null, "")]
    [TestCase("SHARE", "EQUALS", "0.50", "one")]
    [TestCase("ISSHARED", "EQUALS", "true", "two")]
    [TestCase("NOTES", "CONTAINS", "LONG", "three")]
    public async Task D8_Query_OperatorOfItsType_FindsTheRecords(string field, string name, string? values, string expected)
    {
        await UpsertAsync(Batch(
            Entity("a", "one", "Order sync", "<prodLatestVersion>9</prodLatestVersion><share>0.5</share><lastPromotedAt>2026-01-15T08:00:00Z</lastPromotedAt><mappingSource>PROMOTION_ENGINE</mappingSource>"),
            Entity("a", "two", "All orders", "<prodLatestVersion>10</prodLatestVersion><lastPromotedAt>2026-02-15T08:00:00Z</lastPromotedAt><frozenOn>2026-01-05</frozenOn><isShared>true</isShared><mappingSource>ADMIN_SEEDING</mappingSource>"),
            Entity("a", "three", "Customers", "<nightlyAt>02:30:00</nightlyAt><notes>A long note</notes>")));

        var reply = await QueryAsync($"<filter>{Field(field, name, values?.Split(',') ?? [])}</filter>");

        Assert.That(string.Join(',', Components(reply)), Is.EqualTo(expected), reply.Body);
    }

    [TestCase("PRODLATESTVERSION", "BETWEEN", "1,2", "Field 'PRODLATESTVERSION' of type 'INTEGER' does not support operation 'BETWEEN'; supported operations: 'EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL, IS_NULL, IS_NOT_NULL'.")]
    [TestCase("COMPONENTNAME", "NOT_CONTAINS", "x", "Field 'COMPONENTNAME' of type 'STRING' does not support operation 'NOT_CONTAINS'; supported operations: 'EQUALS, NOT_EQUALS, CONTAINS, STARTS_WITH, ENDS_WITH, IS_NULL, IS_NOT_NULL'.")]
    [TestCase("PRODLATESTVERSION", "GREATER_THAN_OR_EQUAL", "1", "Field 'PRODLATESTVERSION' of type 'INTEGER' does not support operation 'GREATER_THAN_OR_EQUAL'; supported operations: 'EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_EQUAL, GREATER_THAN, GREATER_THAN_EQUAL, IS_NULL, IS_NOT_NULL'.")]
    [TestCase("PRODLATESTVERSION", "EQUALS", "1,2", "This field-type / operator, 'INTEGER' / 'EQUALS', does not accept multiple values; fieldId = 'PRODLATESTVERSION'.")]
    [TestCase("LASTPROMOTEDAT", "BETWEEN", "2026-01-01T00:00:00Z", "The BETWEEN operator takes exactly 2 values; fieldId = 'LASTPROMOTEDAT', operator = 'BETWEEN'.")]
    [TestCase("COMPONENTNAME", "EQUALS", null, "This operator requires a 'value' element: fieldId = 'COMPONENTNAME'; operator = 'EQUALS'.")]
    [TestCase("COMPONENTNAME", "IS_NULL", "x", "The operation 'IS_NULL' does not allow any 'value' elements: fieldId = 'COMPONENTNAME'.")]
    [TestCase("COMPONENTNAME", "EQUALS", "", "Each value must be non-blank: fieldId = 'COMPONENTNAME'; operation = 'EQUALS'.")]
    [TestCase("LASTPROMOTEDAT", "EQUALS", "02013-03-01T15:32:00Z", "This date-time has a bad value in it or is not formatted correctly (YYYY-MM-DDT00:00:00Z): '02013-03-01T15:32:00Z'; fieldId = 'LASTPROMOTEDAT'.")]
    public async Task D8_Query_OperatorOrValuesNotForTheType_IsRefused(string field, string name, string? values, string message)
    {
        var reply = await QueryAsync($"<filter>{Field(field, name, values?.Split(',') ?? [])}</filter>");

        Assert.That(((int)reply.Status, reply.Message), Is.EqualTo((400, message)));
    }

    [TestCase("<filter><fieldValue><operator>EQUALS</operator></fieldValue></filter>", "Each 'fieldValue' element must contain one 'fieldId' element.")]
    [TestCase("<filter><fieldValue><fieldId>NOTES</fieldId></fieldValue></filter>", "Each 'fieldValue' element must contain one 'operator' element; fieldId = 'NOTES'.")]
    [TestCase("<view><fieldId/></view>", "Each 'fieldId' element in the VIEW must be non-blank: fieldId = ''.")]
    [TestCase("<filter><recordIds><recordId/></recordIds></filter>", "The 'recordId' cannot be blank when the element is present.")]
    public async Task D8_Query_IncompletePart_IsRefused(string inner, string message)
    {
        var reply = await QueryAsync(inner);

        Assert.That(((int)reply.Status, reply.Message), Is.EqualTo((400, message)));
    }

    [Test]
    public async Task D9_Query_NamespaceOnTheRoot_CannotBeRead()
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/records/query", "<RecordQueryRequest xmlns='http://mdm.api.platform.boomi.com/'/>");
        var declared = await RepositoryAsync(HttpMethod.Post, "/records/query", "<?xml version='1.0' encoding='UTF-8'?><RecordQueryRequest/>");

        Assert.Multiple(() =>
        {
            Assert.That((int)reply.Status, Is.EqualTo(400));
            Assert.That(reply.Message, Does.Contain("nable to read message body"));
            Assert.That((int)declared.Status, Is.EqualTo(200));
        });
    }

    [TestCase("")]
    [TestCase("<RecordQueryRequest")]
    [TestCase("<SomethingElse/>")]
    [TestCase("{\"filter\":{}}")]
    [TestCase("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><RecordQueryRequest>&e;</RecordQueryRequest>")]
    public async Task Query_BodyThatIsNoRecordQuery_AnswersThatItCannotBeUnmarshalled(string body)
    {
        var reply = await RepositoryAsync(HttpMethod.Post, "/records/query", body);

        Assert.That(((int)reply.Status, reply.Message), Is.EqualTo((403, "Unable to unmarshal RecordQueryRequest object from request stream.")));
    }
}
