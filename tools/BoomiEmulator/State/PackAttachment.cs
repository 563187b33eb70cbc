namespace BoomiEmulator.State;

/// <summary>An installed integration pack attached to an environment, where its processes run.</summary>
/// <param name="Id">An opaque id.</param>
/// <param name="InstanceId">The installed pack.</param>
/// <param name="EnvironmentId">The environment.</param>
public sealed record PackAttachment(string Id, string InstanceId, string EnvironmentId);
