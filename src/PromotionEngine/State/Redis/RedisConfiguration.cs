using StackExchange.Redis;

namespace PromotionEngine.State.Redis;

/// <summary>Our options as the client takes them.</summary>
internal static class RedisConfiguration
{
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
