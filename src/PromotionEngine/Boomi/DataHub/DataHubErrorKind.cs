namespace PromotionEngine.Boomi.DataHub;

/// <summary>What kind of failure a call of DataHub ended with.</summary>
public enum DataHubErrorKind
{
    /// <summary>401 or 403: the credentials or privileges are wrong. Never retried.</summary>
    AuthFailed,

    /// <summary>503 or 429 after all repeats.</summary>
    Busy,

    /// <summary>404: the universe, record, batch or source does not exist; or a model is not deployed.</summary>
    NotFound,

    /// <summary>400 or another 4xx: DataHub refused what was asked for.</summary>
    Refused,

    /// <summary>5xx, or no answer at all.</summary>
    ServerError,

    /// <summary>The answer could not be read.</summary>
    Malformed,

    /// <summary>A batch, deployment or source did not reach its end in time.</summary>
    TimedOut,

    /// <summary>Something that was written went to quarantine or ended with an error: it is not in a golden record.</summary>
    Quarantined,
}
