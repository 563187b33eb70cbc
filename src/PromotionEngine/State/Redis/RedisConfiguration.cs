using System.Net;
using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>Our options as the client takes them.</summary>
internal static class RedisConfiguration
{
    /// <summary>What to do instead of naming a Sentinel.</summary>
    public const string NoSentinel =
        "The engine does not ask Sentinels. Name the Redis servers themselves, the primary and its replicas, as host:port,host:port: which of them is primary is found out, also after Sentinel made another one it.";

    /// <summary>Reads the connection string and adds what must hold whatever it says.</summary>
    public static ConfigurationOptions Of(RedisStateOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.Connection);
        configuration.AbortOnConnectFail = false;
        configuration.ReconnectRetryPolicy = new LinearRetry(200);

        // Reading a server's settings counts as administration here.
        configuration.AllowAdmin = true;
        configuration.ClientName ??= "promotion-engine";
        if (options.CertificateAuthority.Length > 0)
        {
            configuration.CertificateValidation += RedisAuthority.Load(options.CertificateAuthority).IsTrusted;
        }

        return configuration;
    }

    /// <summary>
    /// Options that also a Sentinel answers to, for a look at <paramref name="servers"/>: only commands that it knows, no password, since it is none of those that the password is for, and
    /// no patience.
    /// </summary>
    public static ConfigurationOptions ForSentinels(RedisStateOptions options, IEnumerable<EndPoint> servers)
    {
        var configuration = Of(options);
        configuration.EndPoints.Clear();
        foreach (var server in servers)
        {
            configuration.EndPoints.Add(server);
        }

        configuration.CommandMap = CommandMap.Sentinel;
        configuration.TieBreaker = string.Empty;
        configuration.Password = null;
        configuration.ConnectRetry = 1;
        configuration.ConnectTimeout = 1_000;
        return configuration;
    }

    /// <summary>What is wrong with the options, a sentence each; none of them shows the password.</summary>
    public static IEnumerable<string> Problems(RedisStateOptions options)
    {
        ConfigurationOptions? configuration = null;
        try
        {
            configuration = ConfigurationOptions.Parse(options.Connection);
        }
        catch (ArgumentException)
        {
            // Its message quotes what could not be read, which may be the password.
        }

        if (configuration is null || configuration.EndPoints.Count == 0)
        {
            yield return "State:Redis cannot be read; write host:port[,host:port…][,password=…][,ssl=true].";
        }

        if (configuration?.ServiceName?.Length > 0)
        {
            yield return $"State:Redis names a service of Sentinel (serviceName={configuration.ServiceName}). {NoSentinel}";
        }

        if (options.CertificateAuthority.Length > 0)
        {
            if (configuration?.Ssl == false)
            {
                yield return "State:RedisCertificateAuthority is set, but State:Redis does not say ssl=true: the connection would not be encrypted.";
            }

            if (RedisAuthority.Problem(options.CertificateAuthority) is { } problem)
            {
                yield return $"State:RedisCertificateAuthority: {problem}";
            }
        }

        if (options.Replicas is < 0 or > 10)
        {
            yield return $"State:RedisReplicas ({options.Replicas}) must be from 0 to 10.";
        }
    }
}
