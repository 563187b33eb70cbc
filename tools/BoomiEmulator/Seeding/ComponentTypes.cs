namespace BoomiEmulator.Seeding;

/// <summary>The component types as Boomi's API spells them.</summary>
internal static class ComponentTypes
{
    public const string Certificate = "certificate";
    public const string CertificatePgp = "certificate.pgp";
    public const string Operation = "connector-action";
    public const string Connection = "connector-settings";
    public const string CrossReference = "crossref";
    public const string CustomLibrary = "customlibrary";
    public const string DocumentCache = "documentcache";
    public const string FlowService = "flowservice";
    public const string Process = "process";
    public const string ProcessProperty = "processproperty";
    public const string ProcessRoute = "processroute";
    public const string DatabaseProfile = "profile.db";
    public const string EdiProfile = "profile.edi";
    public const string FlatFileProfile = "profile.flatfile";
    public const string JsonProfile = "profile.json";
    public const string XmlProfile = "profile.xml";
    public const string Queue = "queue";
    public const string MapScript = "script.mapping";
    public const string ProcessScript = "script.processing";
    public const string SharedCommunication = "tpcommoptions";
    public const string PartnerGroup = "tpgroup";
    public const string PartnerOrganization = "tporganization";
    public const string TradingPartner = "tradingpartner";
    public const string Function = "transform.function";
    public const string Map = "transform.map";
    public const string WebService = "webservice";
    public const string ExternalWebService = "webservice.external";
    public const string Stylesheet = "xslt";

    /// <summary>Every one of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Certificate, CertificatePgp, Operation, Connection, CrossReference, CustomLibrary, DocumentCache, FlowService, Process,
        ProcessProperty, ProcessRoute, DatabaseProfile, EdiProfile, FlatFileProfile, JsonProfile, XmlProfile, Queue, MapScript,
        ProcessScript, SharedCommunication, PartnerGroup, PartnerOrganization, TradingPartner, Function, Map, WebService,
        ExternalWebService, Stylesheet,
    ];
}
