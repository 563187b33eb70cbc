using System.Net;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Limits;

/// <summary>How much one caller may ask for, so that none starves the others. Section <c>Limits</c>; 0 switches a limit off.</summary>
public sealed class LimitOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Limits";

    /// <summary>Calls a second that one person may make for long.</summary>
    public double CallsPerSecond { get; set; } = 20;

    /// <summary>Calls that one person may make at once after a pause.</summary>
    public int Burst { get; set; } = 100;

    /// <summary>Calls of one person that may be under way at the same time.</summary>
    public int ConcurrentCalls { get; set; } = 32;

    /// <summary>Runs (promotions and deployments) of one person that may be waited for at the same time.</summary>
    public int ConcurrentRuns { get; set; } = 8;

    /// <summary>How many times as much a connector may ask for in all, since it speaks for many people.</summary>
    public int ConnectorFactor { get; set; } = 20;

    /// <summary>Calls that may be under way at the same time, of everybody.</summary>
    public int AllConcurrentCalls { get; set; } = 1_000;

    /// <summary>Failed sign-ins a minute from one address; what comes after them is refused unread for the rest of it.</summary>
    public int FailedSignInsPerMinute { get; set; } = 30;

    /// <summary>Seconds in which the headers of a request must have come.</summary>
    public int RequestHeadersSeconds { get; set; } = 15;

    /// <summary>Bytes a second that a body must come with after <see cref="BodyGraceSeconds"/>.</summary>
    public int MinBodyBytesPerSecond { get; set; } = 240;

    /// <summary>Seconds for which a body may be slower; more than one.</summary>
    public double BodyGraceSeconds { get; set; } = 5;

    /// <summary>Connections that may be open at the same time.</summary>
    public int Connections { get; set; } = 5_000;

    /// <summary>Addresses, or networks as <c>10.1.0.0/16</c>, of the proxies in front; only theirs is a forwarded client address believed.</summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>The proxies' networks.</summary>
    public IEnumerable<IPNetwork> ProxyNetworks => TrustedProxies.Select(NetworkOf).OfType<IPNetwork>();

    /// <summary>Names everything that is wrong with the section.</summary>
    internal sealed class Validator : IValidateOptions<LimitOptions>
    {
        public ValidateOptionsResult Validate(string? name, LimitOptions options)
        {
            var problems = options.TrustedProxies
                .Where(proxy => NetworkOf(proxy) is null)
                .Select(proxy => $"Limits:TrustedProxies: '{proxy}' is neither an address nor a network such as 10.1.0.0/16.")
                .ToList();
            (string Name, double Value)[] numbers =
            [
                (nameof(CallsPerSecond), options.CallsPerSecond), (nameof(Burst), options.Burst), (nameof(ConcurrentCalls), options.ConcurrentCalls),
                (nameof(ConcurrentRuns), options.ConcurrentRuns), (nameof(AllConcurrentCalls), options.AllConcurrentCalls),
                (nameof(FailedSignInsPerMinute), options.FailedSignInsPerMinute), (nameof(Connections), options.Connections),
            ];
            problems.AddRange(numbers.Where(number => !(number.Value >= 0)).Select(number => $"Limits:{number.Name} must not be negative; 0 switches it off."));
            if (options.CallsPerSecond > 0 && options.Burst < 1)
            {
                problems.Add("Limits:Burst must be at least 1 where CallsPerSecond is set.");
            }

            if (options.ConnectorFactor < 1)
            {
                problems.Add("Limits:ConnectorFactor must be at least 1.");
            }

            if (options.RequestHeadersSeconds is < 1 or > 300 || options.MinBodyBytesPerSecond is < 1 or > 1_000_000)
            {
                problems.Add("Limits:RequestHeadersSeconds must be 1 to 300 and MinBodyBytesPerSecond 1 to 1,000,000.");
            }

            if (options.BodyGraceSeconds is not (> 1 and <= 300))
            {
                problems.Add("Limits:BodyGraceSeconds must be above 1 and at most 300.");
            }

            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }

    private static IPNetwork? NetworkOf(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
