using System.Xml;
using PromotionEngine.Accounts;
using PromotionEngine.Components;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Reads of component documents, singly and in bulk.</summary>
internal sealed class ComponentReads(PlatformSession session)
{
    /// <summary>One revision, from memory when it was read before.</summary>
    public async Task<ComponentRead> VersionAsync(AccountId account, ComponentVersion version, CancellationToken cancellationToken)
    {
        if (session.Shared.Revisions.Find(account, version.Id, version.Version) is { } known)
        {
            return known;
        }

        var read = await SingleAsync(account, version.Id, $"{version.Id.Value}~{version.Version}", cancellationToken);
        return read.Version == version.Version
            ? read
            : throw new PlatformException(
                PlatformErrorKind.Malformed,
                200,
                $"Version {version.Version} of component {version.Id} was asked for, version {read.Version} was answered.",
                "Component GET");
    }

    /// <summary>One component by its ID, plain or with version or branch.</summary>
    public async Task<ComponentRead> SingleAsync(AccountId account, ComponentId id, string suffixedId, CancellationToken cancellationToken)
    {
        var request = new PlatformRequest(HttpMethod.Get, account, $"Component/{Uri.EscapeDataString(suffixedId)}", "Component GET")
        {
            WantsXml = true,
            MaxBytes = session.Shared.Options.MaxComponentBytes,
        };
        var answer = await session.SendAsync(request, cancellationToken);
        try
        {
            return Keep(account, id, ComponentEnvelope.Read(answer.Text), answer.Text);
        }
        catch (XmlException exception)
        {
            throw new PlatformException(PlatformErrorKind.Malformed, answer.Status, $"Component {id} cannot be read: it is not well-formed at line {exception.LineNumber}, character {exception.LinePosition}.", request.Operation, exception);
        }
    }

    /// <summary>As <see cref="SingleAsync"/>, but what is wrong with this one component is told in the entry.</summary>
    public async Task<ComponentRead> TrySingleAsync(AccountId account, ComponentId id, int version, string suffixedId, CancellationToken cancellationToken)
    {
        try
        {
            return version > 0
                ? await VersionAsync(account, new ComponentVersion(id, version), cancellationToken)
                : await SingleAsync(account, id, suffixedId, cancellationToken);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.InvalidId or PlatformErrorKind.Refused or PlatformErrorKind.Malformed)
        {
            return new ComponentRead(id, version, Xml: null, exception.Message);
        }
    }

    /// <summary>Many revisions, in the order asked.</summary>
    public async Task<IReadOnlyList<ComponentRead>> VersionsAsync(AccountId account, IReadOnlyList<ComponentVersion> versions, CancellationToken cancellationToken)
    {
        var found = versions.Distinct().ToDictionary(version => version, version => session.Shared.Revisions.Find(account, version.Id, version.Version));
        var chunks = found.Where(pair => pair.Value is null).Select(pair => pair.Key).Chunk(BulkComponents.MaxIds).ToArray();
        var start = 0;
        if (chunks.Length > 1 && !session.Shared.BulkReadsVersions && !session.Shared.BulkRefusesVersions)
        {
            // Whether versions can be read in bulk is not documented: the first chunk shows it, before the others cost calls for nothing.
            Add(await ChunkAsync(account, chunks[0], cancellationToken));
            start = 1;
        }

        var rest = chunks[start..];
        var reads = session.Shared.BulkRefusesVersions
            ? await session.InParallelAsync(rest.SelectMany(chunk => chunk).ToArray(), async (version, token) => new[] { await TryVersionAsync(account, version, token) }, cancellationToken)
            : await session.InParallelAsync(rest, (chunk, token) => ChunkAsync(account, chunk, token), cancellationToken);
        foreach (var read in reads)
        {
            Add(read);
        }

        return [.. versions.Select(version => found[version]!)];

        void Add(ComponentRead[] chunk)
        {
            foreach (var read in chunk)
            {
                found[new ComponentVersion(read.Id, read.Version)] = read;
            }
        }
    }

    /// <summary>Calls that <see cref="VersionsAsync"/> makes when every revision can be read.</summary>
    public int CallsFor(AccountId account, IEnumerable<ComponentVersion> versions)
    {
        var missing = versions.Distinct().Count(version => session.Shared.Revisions.Find(account, version.Id, version.Version) is null);
        return session.Shared.BulkRefusesVersions ? missing : (missing + BulkComponents.MaxIds - 1) / BulkComponents.MaxIds;
    }

    private async Task<ComponentRead[]> ChunkAsync(AccountId account, ComponentVersion[] chunk, CancellationToken cancellationToken)
    {
        if (chunk.Length == 1)
        {
            return [await TryVersionAsync(account, chunk[0], cancellationToken)];
        }

        var entries = await BulkAsync(account, [.. chunk.Select(version => $"{version.Id.Value}~{version.Version}")], cancellationToken);
        return await session.InParallelAsync(
            chunk,
            async (version, token) =>
            {
                var entry = entries.FirstOrDefault(candidate => Is(candidate.Envelope?.Id, version.Id) && candidate.Envelope!.Version == version.Version);
                if (entry is { Envelope: { } envelope, Xml: { } xml })
                {
                    session.Shared.BulkWasRead();
                    return Keep(account, version.Id, envelope, xml);
                }

                var read = await TryVersionAsync(account, version, token);
                if (read.Xml is not null && entries.Count > 0 && entries.All(candidate => candidate.Xml is null))
                {
                    session.Shared.BulkWasRefused();
                }

                return read;
            },
            cancellationToken);
    }

    /// <summary>The entries of a bulk read; none when it cannot be used, so that its components are read singly.</summary>
    private async Task<IReadOnlyList<BulkEntry>> BulkAsync(AccountId account, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var request = new PlatformRequest(HttpMethod.Post, account, "Component/bulk", "Component bulk")
        {
            BodyForm = PlatformBody.Xml,
            Body = BulkComponents.Request(ids),
            WantsXml = true,
        };
        try
        {
            return BulkComponents.Read((await session.SendAsync(request, cancellationToken)).Text);
        }
        catch (PlatformException exception) when (exception.Kind is PlatformErrorKind.Malformed or PlatformErrorKind.Refused or PlatformErrorKind.InvalidId or PlatformErrorKind.NotFound)
        {
            return [];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private Task<ComponentRead> TryVersionAsync(AccountId account, ComponentVersion version, CancellationToken cancellationToken) =>
        TrySingleAsync(account, version.Id, version.Version, string.Empty, cancellationToken);

    private ComponentRead Keep(AccountId account, ComponentId id, ComponentEnvelope envelope, string xml)
    {
        var read = new ComponentRead(id, envelope.Version, xml, string.Empty) { BranchId = envelope.BranchId };
        session.Shared.Revisions.Keep(account, read);
        return read;
    }

    private static bool Is(string? answered, ComponentId id)
    {
        var plain = answered?.Split('~', 2)[0];
        return string.Equals(plain, id.Value, StringComparison.OrdinalIgnoreCase);
    }
}
