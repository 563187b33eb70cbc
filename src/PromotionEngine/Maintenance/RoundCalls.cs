using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Maintenance;

/// <summary>
/// The calls of the platform that one round of a sweep makes: so few that the round ends while its caller waits, and leaves the account to those who promote.
/// What does not fit is left for the next round.
/// </summary>
internal sealed class RoundCalls
{
    /// <summary>Most calls that a round is meant to make; the first piece of work may need more.</summary>
    public const int Most = 25;

    private readonly CallScope _scope = new(CallLane.Housekeeping);
    private bool _hasBegun;

    /// <summary>A round that has made no call yet.</summary>
    public RoundCalls(PlatformClient client) => Platform = client.In(_scope);

    /// <summary>The platform; what is called here is counted for the round.</summary>
    public BoomiPlatform Platform { get; }

    /// <summary>
    /// Whether work that needs <paramref name="calls"/> may begin in this round. The first always may: what needs more than a whole round would otherwise never be done.
    /// </summary>
    public bool MayBegin(int calls)
    {
        if (_hasBegun && _scope.Calls + calls > Most)
        {
            return false;
        }

        _hasBegun = true;
        return true;
    }
}
