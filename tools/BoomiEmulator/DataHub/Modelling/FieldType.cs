namespace BoomiEmulator.DataHub.Modelling;

/// <summary>The types of fields; the names are the ones on the wire.</summary>
internal enum FieldType
{
    STRING,
    INTEGER,
    FLOAT,
    DATE,
    DATETIME,
    TIME,
    BOOLEAN,
    CLOB,
    ENUMERATION,
    REFERENCE,
}
