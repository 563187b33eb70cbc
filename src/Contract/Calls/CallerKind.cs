using System.Text.Json.Serialization;

namespace Contract.Calls;

/// <summary>In which way a caller is known.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallerKind>))]
public enum CallerKind
{
    /// <summary>A person, known by a user token.</summary>
    User,

    /// <summary>A trusted connector, which speaks for the person that it names; the audit says "asserted by connector X".</summary>
    Connector,

    /// <summary>One of our own programs, such as the schedulers; no person stands behind the call.</summary>
    Service,
}
