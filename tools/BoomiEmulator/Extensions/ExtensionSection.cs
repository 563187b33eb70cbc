namespace BoomiEmulator.Extensions;

/// <summary>The sections of an environment's extensions.</summary>
public enum ExtensionSection
{
    /// <summary>Connections, field by field.</summary>
    Connections,

    /// <summary>Listen operations, field by field.</summary>
    Operations,

    /// <summary>Trading partners, field by field within categories.</summary>
    TradingPartners,

    /// <summary>Shared communication channels, field by field.</summary>
    SharedCommunications,

    /// <summary>Cross reference tables, each as a whole.</summary>
    CrossReferences,

    /// <summary>Process property components, key by key.</summary>
    ProcessProperties,

    /// <summary>Dynamic process properties, by name.</summary>
    Properties,

    /// <summary>PGP certificates.</summary>
    PgpCertificates,

    /// <summary>What belongs to the environment and not to a section.</summary>
    Environment,

    /// <summary>Maps that can be extended; they are objects of their own.</summary>
    Maps,
}
