using Contract.Actions;
using Contract.Calls;
using FlowServiceHost.Hosting;
using FlowServiceHost.Identity;

namespace FlowServiceHost.Limits;

/// <summary>
/// Keeps one caller from taking what is everybody's. A person has a rate and a number of calls under way, whether they come with a token or through a connector, which
/// has more of both in all. Replicas count on their own.
/// </summary>
public sealed class CallLimiter(LiveOptions<LimitOptions> options, TimeProvider clock)
{
    private const string Everybody = "";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // Calls that hold on to a run until it has ended.
    private static readonly string[] RunActions = ["executePromotion", "packageAndDeploy"];

    private readonly CallRates _rates = new(clock);
    private readonly CallsUnderWay _underWay = new();

    /// <summary>Admits a call with <paramref name="credential"/>, before its fields are looked at.</summary>
    public LimitedCall Admit(Credential credential)
    {
        var limits = options.Current;
        var call = new LimitedCall(_underWay);
        var (key, factor) = credential switch
        {
            ConnectorCredential connector => ($"connector {connector.Name}", limits.ConnectorFactor),
            UserCredential user => ($"subject {user.Subject}", 1),
            _ => throw new ArgumentException($"Unknown credential {credential?.GetType().Name}.", nameof(credential)),
        };
        if (!call.TryBegin(Everybody, limits.AllConcurrentCalls))
        {
            return call.Refuse("The service is busy", Moment);
        }

        return Admit(call, key, "You are", factor);
    }

    /// <summary>Admits what <paramref name="call"/> turned out to be: of the person whom a connector named, and perhaps a run.</summary>
    public LimitedCall Admit(LimitedCall call, ActionDefinition action, CallerIdentity caller)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(caller);
        var person = caller.Kind == CallerKind.Connector ? $"person {caller.Connector} {caller.Email}" : $"subject {caller.Subject}";
        if (caller.Kind == CallerKind.Connector && caller.Email.Length > 0)
        {
            call = Admit(call, person, $"{caller.Email} is", factor: 1);
        }

        return call.Refusal is null && RunActions.Contains(action.Name, StringComparer.Ordinal) && !call.TryBegin($"run {person}", options.Current.ConcurrentRuns)
            ? call.Refuse($"{options.Current.ConcurrentRuns} runs of yours are under way; wait for one of them to end", 5 * Moment)
            : call;
    }

    private LimitedCall Admit(LimitedCall call, string key, string who, int factor)
    {
        var limits = options.Current;
        if (!call.TryBegin(key, limits.ConcurrentCalls * factor))
        {
            return call.Refuse($"{who} waiting for {limits.ConcurrentCalls * factor} calls already", Moment);
        }

        return _rates.Take(key, limits.CallsPerSecond * factor, (double)limits.Burst * factor) is { } wait
            ? call.Refuse($"{who} calling more often than {limits.CallsPerSecond * factor:0.##} times a second", wait)
            : call;
    }
}
