namespace FlowServiceHost.FlowConnector;

/// <summary>The Boomi Flow connector. Section <c>Flow</c>.</summary>
public sealed class FlowOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Flow";

    /// <summary>Flow gives up on an action after about a minute; this is the longest that we let it wait for any answer.</summary>
    public static TimeSpan LongestAnswer { get; } = TimeSpan.FromSeconds(55);

    /// <summary>How long an action may take before the flow is told to wait, and called back.</summary>
    public TimeSpan SyncTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How often, at most, a waiting flow is told how far the work is.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the queue of callbacks is looked at.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one callback may take.</summary>
    public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a final answer is offered to a callback address that does not take it.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long work is taken up again while the engine cannot be reached.</summary>
    public TimeSpan WorkTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether a callback carries the who string of Flow's public user when none came with the request, which is always so with Basic. What the platform wants
    /// here is not documented.
    /// </summary>
    public bool CallbackAsPublicUser { get; set; }

    /// <summary>The primary account that this service works for; another one in a connector's configuration is refused. Empty: the engine alone decides.</summary>
    public string PrimaryAccountId { get; set; } = string.Empty;

    /// <summary>Whether each action is described with one input <c>{action}Request</c> and one output <c>{action}Response</c>; otherwise with its entries.</summary>
    public bool DescribeWrapped { get; set; }

    /// <summary>Version in the metadata; empty leaves it out.</summary>
    public string MetadataVersion { get; set; } = string.Empty;
}
