using System.Collections.Frozen;

namespace BoomiEmulator.State;

/// <summary>The platform's component types.</summary>
internal static class ComponentTypes
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "certificate", "certificate.pgp", "connector-action", "connector-settings", "crossref", "customlibrary", "documentcache", "flowservice",
        "process", "processproperty", "processroute", "profile.db", "profile.edi", "profile.flatfile", "profile.json", "profile.xml", "queue",
        "script.mapping", "script.processing", "tpcommoptions", "tpgroup", "tporganization", "tradingpartner", "transform.function",
        "transform.map", "webservice", "webservice.external", "xslt");

    private static readonly FrozenSet<string> Packageable = FrozenSet.Create(
        StringComparer.Ordinal,
        "process", "webservice", "webservice.external", "certificate", "customlibrary", "flowservice", "processroute", "tpgroup");

    /// <summary>Whether the platform has that type.</summary>
    public static bool IsKnown(string type) => Known.Contains(type);

    /// <summary>Whether a component of that type can be packaged.</summary>
    public static bool IsPackageable(string type) => Packageable.Contains(type);
}
