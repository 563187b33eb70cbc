namespace BoomiEmulator.Seeding.Documents;

/// <content>The shapes.</content>
internal sealed partial class ProcessCanvas
{
    private static readonly Shape Stop = new("stop", "stop_icon", string.Empty, "<stop continue=\"true\"/>");

    public ProcessCanvas StartWithNoData() => Put(new Shape("start", "start", string.Empty, "<noaction/>"));

    public ProcessCanvas StartWithDocuments() => Put(new Shape("start", "start", string.Empty, "<passthroughaction/>"));

    public ProcessCanvas StartWithListener(string operationId) => Put(new Shape(
        "start",
        "start",
        "Listen",
        $"<connectoraction actionType=\"Listen\" allowDynamicCredentials=\"NONE\" connectorType=\"wss\" hideSettings=\"true\" operationId=\"{operationId}\"><parameters/><dynamicProperties/></connectoraction>"));

    public ProcessCanvas StartWithPartners(string? groupId, IEnumerable<string> partnerIds)
    {
        var partners = string.Concat(partnerIds.Select((id, at) => $"<TradingPartner keyIndex=\"{at + 1}\" partnerId=\"{id}\" standard=\"x12\"/>"));
        return Put(new Shape(
            "start",
            "start",
            "Partner documents",
            $"<tradingpartneraction actionType=\"Listen\" communicationMethod=\"as2\" errorHandlingOption=\"false\" includeArchivePath=\"false\" standard=\"x12\" tpGroupId=\"{groupId}\" useGroupComponent=\"{(groupId is null ? "false" : "true")}\"><TradingPartners>{partners}</TradingPartners></tradingpartneraction>"));
    }

    /// <summary>A connector call.</summary>
    /// <param name="label">The label on the canvas.</param>
    /// <param name="connectorType">The connector's type, as the connection's sub-type.</param>
    /// <param name="action">The action, such as <c>Get</c>.</param>
    /// <param name="connectionId">The connection; null for connectors without one.</param>
    /// <param name="operationId">The operation.</param>
    /// <param name="parameterProfile">What parameters are chosen from: a profile id, or an <c>EMBEDDED|…</c> text that holds ids.</param>
    /// <param name="properties">Dynamic properties, as text.</param>
    public ProcessCanvas Connector(
        string label, string connectorType, string action, string? connectionId, string operationId, string? parameterProfile = null, string properties = "")
    {
        var connection = connectionId is null ? string.Empty : $" connectionId=\"{connectionId}\"";
        var profile = parameterProfile is null ? string.Empty : $" parameter-profile=\"{parameterProfile}\"";
        var dynamic = properties.Length == 0 ? "<dynamicProperties/>" : $"<dynamicProperties>{properties}</dynamicProperties>";
        return Put(new Shape(
            "connectoraction",
            "connectoraction_icon",
            label,
            $"<connectoraction actionType=\"{action}\" allowDynamicCredentials=\"NONE\"{connection} connectorType=\"{connectorType}\" hideSettings=\"false\" operationId=\"{operationId}\"{profile}><parameters/>{dynamic}</connectoraction>"));
    }

    public ProcessCanvas Map(string label, string mapId) => Put(new Shape("map", "map_icon", label, $"<map mapId=\"{mapId}\"/>"));

    /// <summary>Compares a profile's field with a text; documents that differ stop.</summary>
    public ProcessCanvas Decision(string label, string profileId, string profileType, string text) => Put(new Shape(
        "decision",
        "decision_icon",
        label,
        $"<decision comparison=\"equals\" name=\"{SeedPen.Escape(label)}\"><decisionvalue valueType=\"profile\"><profileelement elementId=\"5\" elementName=\"state\" profileId=\"{profileId}\" profileType=\"{profileType}\"/></decisionvalue><decisionvalue valueType=\"static\"><staticparameter staticproperty=\"{SeedPen.Escape(text)}\"/></decisionvalue></decision>")
    {
        FirstExit = "true",
        SecondExit = "false",
        Side = Stop,
    });

    /// <summary>Tries what follows; on an error calls a process.</summary>
    public ProcessCanvas TryOrCall(string processId) => Put(new Shape("catcherrors", "catcherrors_icon", string.Empty, "<catcherrors catchAll=\"true\" retryCount=\"2\"/>")
    {
        FirstExit = "default",
        SecondExit = "error",
        Side = CallShape("On error", processId, wait: true),
    });

    /// <summary>Runs a script.processing component over the documents; the shape keeps a copy of the script, as the real editor does.</summary>
    public ProcessCanvas Script(string label, string scriptId, string script) => Put(new Shape(
        "dataprocess",
        "dataprocess_icon",
        label,
        $"<dataprocess><step index=\"1\" key=\"1\" name=\"Custom Scripting\" processtype=\"12\"><dataprocessscript componentId=\"{scriptId}\" language=\"groovy2\" useCache=\"true\" useComponent=\"true\"><script><![CDATA[{script}]]></script></dataprocessscript></step></dataprocess>"));

    /// <summary>Runs a script that stands in the shape itself.</summary>
    public ProcessCanvas InlineScript(string label, string script) => Put(new Shape(
        "dataprocess",
        "dataprocess_icon",
        label,
        $"<dataprocess><step index=\"1\" key=\"1\" name=\"Custom Scripting\" processtype=\"12\"><dataprocessscript language=\"groovy2\" useCache=\"true\"><script><![CDATA[{script}]]></script></dataprocessscript></step></dataprocess>"));

    /// <summary>Splits documents by a profile, and encrypts them if a PGP certificate is given.</summary>
    public ProcessCanvas Split(string profileId, string? pgpCertificateId = null)
    {
        var encrypt = pgpCertificateId is null
            ? string.Empty
            : $"<step index=\"2\" key=\"2\" name=\"PGP Encrypt\" processtype=\"23\"><dataprocesspgpencrypt certId=\"{pgpCertificateId}\"/></step>";
        return Put(new Shape(
            "dataprocess",
            "dataprocess_icon",
            "Split",
            $"<dataprocess><step index=\"1\" key=\"1\" name=\"Split Documents\" processtype=\"8\"><documentsplit profileType=\"json\"><SplitOptions><JSONOptions linkElementKey=\"3\" linkElementName=\"ArrayElement1 (Root/Array/ArrayElement1)\" profileId=\"{profileId}\"/></SplitOptions></documentsplit></step>{encrypt}</dataprocess>"));
    }

    /// <summary>Applies a stylesheet; its id stands as the text of an element.</summary>
    public ProcessCanvas Transform(string stylesheetId) => Put(new Shape(
        "dataprocess",
        "dataprocess_icon",
        "Transform",
        $"<dataprocess><step index=\"1\" key=\"1\" name=\"XSLT Transformation\" processtype=\"5\"><dataprocessxslt><xsltId>{stylesheetId}</xsltId></dataprocessxslt></step></dataprocess>"));

    public ProcessCanvas Call(string label, string processId, bool wait = true) => Put(CallShape(label, processId, wait));

    /// <summary>Calls a process route; the id stands inside a longer text.</summary>
    public ProcessCanvas Route(string label, string routeId, string routeName) => Put(new Shape(
        "processroute",
        "processroute_icon",
        label,
        $"<processroutecall abort=\"true\" processRouteId=\"resource::rout:{routeId}\" processRouteName=\"{SeedPen.Escape(routeName)}\" routeType=\"processroute\" wait=\"true\"><returnpaths><returnpaths childShapeName=\"route1\" returnLabel=\"Done\"/></returnpaths><routeParameter key=\"0\" usesEncryption=\"false\" valueType=\"current\"/></processroutecall>"));

    public ProcessCanvas Notify(string message) => Put(new Shape(
        "notify",
        "notify_icon",
        string.Empty,
        $"<notify disableEvent=\"true\" enableUserLog=\"false\" perExecution=\"false\" title=\"\"><notifyMessage>{SeedPen.Escape(message)}</notifyMessage><notifyMessageLevel>INFO</notifyMessageLevel><notifyParameters><parametervalue key=\"0\" valueType=\"current\"/></notifyParameters></notify>"));

    public ProcessCanvas LoadCache(string cacheId) => Put(new Shape("doccacheload", "doccacheload_icon", string.Empty, $"<doccacheload docCache=\"{cacheId}\"/>"));

    /// <summary>Sets a document property from a defined process property; the id stands as an attribute and inside a longer one.</summary>
    /// <param name="propertyComponentId">The process property component.</param>
    /// <param name="propertyKey">The key in it.</param>
    /// <param name="extra">Further source values, as text.</param>
    public ProcessCanvas SetProperties(string propertyComponentId, string propertyKey, string extra = "") => Put(new Shape(
        "documentproperties",
        "documentproperties_icon",
        "Set properties",
        $"<documentproperties><documentproperty defaultValue=\"\" isDynamicCredential=\"false\" isTradingPartner=\"false\" name=\"Dynamic Document Property - DDP_SITE\" persist=\"false\" propertyId=\"dynamicdocument.DDP_SITE\" shouldEncrypt=\"false\"><sourcevalues><parametervalue key=\"1\" usesEncryption=\"false\" valueType=\"definedparameter\"><definedprocessparameter componentId=\"{propertyComponentId}\" componentName=\"Settings\" propertyKey=\"{propertyKey}\" propertyLabel=\"Site\"/></parametervalue></sourcevalues></documentproperty><documentproperty defaultValue=\"\" isDynamicCredential=\"false\" isTradingPartner=\"false\" name=\"Process Property - Settings - Site\" persist=\"false\" propertyId=\"definedprocess.{propertyComponentId}@{propertyKey}\" shouldEncrypt=\"true\"><sourcevalues><parametervalue key=\"1\" valueType=\"current\"/>{extra}</sourcevalues></documentproperty></documentproperties>"));

    public ProcessCanvas End() => Put(Stop);

    public ProcessCanvas Return(string label) => Put(new Shape("returndocuments", "returndocuments_icon", label, $"<returndocuments label=\"{SeedPen.Escape(label)}\"/>"));

    private static Shape CallShape(string label, string processId, bool wait) => new(
        "processcall",
        "processcall_icon",
        label,
        $"<processcall abort=\"true\" processId=\"{processId}\" wait=\"{(wait ? "true" : "false")}\"><parameters/><returnpaths/></processcall>");
}
