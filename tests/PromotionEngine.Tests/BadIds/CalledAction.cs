using System.Text.Json.Nodes;
using Contract.Actions;

namespace PromotionEngine.Tests.BadIds;

/// <summary>An action with a request in which everything is right.</summary>
/// <param name="Action">The action.</param>
/// <param name="Mode">What tells this request from others of the same action; else empty.</param>
/// <param name="By">The first name of the person who calls.</param>
/// <param name="Body">The request.</param>
internal sealed record CalledAction(ActionDefinition Action, string Mode, string By, JsonObject Body)
{
    /// <inheritdoc/>
    public override string ToString() => Mode.Length == 0 ? Action.Name : $"{Action.Name} {Mode}";
}
