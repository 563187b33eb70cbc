namespace PromotionEngine.Accounts;

/// <summary>Settings under <c>Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Access";

    /// <summary>What the names of the tier groups begin with: <c>{GroupPrefix}_BOOMI_FLOW_ADMIN</c> and <c>{GroupPrefix}_BOOMI_FLOW_CONTRIBUTOR</c>.</summary>
    public string GroupPrefix { get; set; } = "ABC";

    /// <summary>Name of the group whose members are admins.</summary>
    public string AdminGroup => $"{GroupPrefix}_BOOMI_FLOW_ADMIN";

    /// <summary>Name of the group whose members are contributors.</summary>
    public string ContributorGroup => $"{GroupPrefix}_BOOMI_FLOW_CONTRIBUTOR";

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IEnumerable<string> Problems() => string.IsNullOrWhiteSpace(GroupPrefix)
        ? [$"{Section}:GroupPrefix must not be blank: groups are {{prefix}}_BOOMI_FLOW_ADMIN and {{prefix}}_BOOMI_FLOW_CONTRIBUTOR."]
        : [];

    /// <summary>The tier that <paramref name="groups"/> give; names are compared trimmed and exactly, as the identity provider tells them apart.</summary>
    public Tier TierOf(IReadOnlyCollection<string> groups)
    {
        if (Contains(AdminGroup))
        {
            return Tier.Admin;
        }

        return Contains(ContributorGroup) ? Tier.Contributor : Tier.ReadOnly;

        bool Contains(string name) => groups.Any(group => string.Equals(group.Trim(), name, StringComparison.Ordinal));
    }
}
