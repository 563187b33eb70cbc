namespace FlowServiceHost.Identity;

/// <summary>When a connector must name the person it speaks for, beyond what the fields' own rules demand.</summary>
/// <param name="Fields">Fields that may name the person, as paths; one of them must. Empty when the rules of the protos demand it already.</param>
/// <param name="WhenField">Field that decides whether the rule applies; null when it always does.</param>
/// <param name="WhenWords">The words of that field with which the rule applies.</param>
/// <param name="IsDecision">Whether the call decides about somebody's work, so that a setting may demand a user token for it.</param>
internal sealed record PersonRule(IReadOnlyList<string> Fields, string? WhenField = null, IReadOnlyList<string>? WhenWords = null, bool IsDecision = false);
