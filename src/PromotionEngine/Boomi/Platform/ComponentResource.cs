using System.Text;
using System.Xml;
using PromotionEngine.Accounts;
using PromotionEngine.Components;
using PromotionEngine.Promotions;

namespace PromotionEngine.Boomi.Platform;

/// <summary>Component documents. They hold secrets: never log them, never keep them outside memory.</summary>
public sealed class ComponentResource
{
    private readonly PlatformSession _session;
    private readonly MetadataResource _metadata;
    private readonly ComponentReads _reads;

    internal ComponentResource(PlatformSession session, MetadataResource metadata)
    {
        _session = session;
        _metadata = metadata;
        _reads = new ComponentReads(session);
    }

    /// <summary>The document of one revision, from memory when it was read before.</summary>
    /// <exception cref="PlatformException">InvalidId when there is no such revision; Malformed when the platform answers another one.</exception>
    public async Task<string> GetAsync(AccountId account, ComponentId id, int version, CancellationToken cancellationToken = default) =>
        (await _reads.VersionAsync(account, new ComponentVersion(id, version), cancellationToken)).Xml!;

    /// <summary>
    /// Many revisions: from memory, else five a bulk call in parallel, singly where the platform does not read versions in bulk. Answers in
    /// the order asked. A component that cannot be read is an entry with an error; a platform that cannot be used throws.
    /// </summary>
    public Task<IReadOnlyList<ComponentRead>> GetManyAsync(AccountId account, IReadOnlyList<ComponentVersion> versions, CancellationToken cancellationToken = default) =>
        _reads.VersionsAsync(account, versions, cancellationToken);

    /// <summary>Calls that <see cref="GetManyAsync"/> makes for <paramref name="versions"/> when all of them can be read; what is in memory costs none.</summary>
    public int CallsFor(AccountId account, IEnumerable<ComponentVersion> versions) => _reads.CallsFor(account, versions);

    /// <summary>What <paramref name="branch"/> sees of many components, each read singly, in parallel, in the order asked; what is not visible is an entry with an error.</summary>
    public async Task<IReadOnlyList<ComponentRead>> GetOnBranchManyAsync(
        AccountId account,
        BranchId branch,
        IReadOnlyList<ComponentId> ids,
        CancellationToken cancellationToken = default) =>
        await _session.InParallelAsync(ids, (id, token) => _reads.TrySingleAsync(account, id, 0, $"{id.Value}~{branch.Value}", token), cancellationToken);

    /// <summary>
    /// Creates a component from a document whose root names type, name, folder and branch. When the platform is busy it is asked again only while no
    /// component of that name has appeared in the folder on the branch.
    /// </summary>
    /// <exception cref="PlatformException">Unclear when the answer was lost, or something of that name appeared: whether it is ours must be looked up.</exception>
    public async Task<WrittenComponent> CreateAsync(AccountId account, string xml, CancellationToken cancellationToken = default)
    {
        var envelope = Own(xml);
        var startedAt = _session.Shared.Time.GetUtcNow() - ClockSkew.Tolerated;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await WriteAsync(account, "Component", "Component create", xml, repeatable: false, cancellationToken);
            }
            catch (PlatformException exception) when (exception.Kind == PlatformErrorKind.Busy && attempt < BoomiBackoff.Repeats)
            {
                await _session.Shared.Backoff.WaitAsync(attempt, cancellationToken);
                if (await HasAppearedAsync(account, envelope, startedAt, cancellationToken))
                {
                    throw new PlatformException(
                        PlatformErrorKind.Unclear,
                        exception.Status,
                        "The platform was busy, and whether it created the component cannot be told from its name.",
                        exception.Operation,
                        exception);
                }
            }
        }
    }

    /// <summary>
    /// Replaces a component on the branch that the document's root names. A platform that refuses because nothing would change is no failure:
    /// the answer then says <see cref="WrittenComponent.Unchanged"/> and what stands already.
    /// </summary>
    public async Task<WrittenComponent> UpdateAsync(AccountId account, ComponentId id, string xml, CancellationToken cancellationToken = default)
    {
        var envelope = Own(xml);
        try
        {
            return await WriteAsync(account, $"Component/{Uri.EscapeDataString(id.Value)}", "Component update", xml, repeatable: true, cancellationToken);
        }
        catch (PlatformException exception) when (PlatformFailure.SaysUnchanged(exception))
        {
            var suffix = envelope.BranchId.Length > 0 ? $"~{envelope.BranchId}" : string.Empty;
            var standing = ComponentEnvelope.Read((await _reads.SingleAsync(account, id, id.Value + suffix, cancellationToken)).Xml!);
            return new WrittenComponent(id, standing.Version, standing.BranchId, standing.BranchName) { Unchanged = true };
        }
    }

    private async Task<WrittenComponent> WriteAsync(AccountId account, string path, string operation, string xml, bool repeatable, CancellationToken cancellationToken)
    {
        var request = new PlatformRequest(HttpMethod.Post, account, path, operation)
        {
            BodyForm = PlatformBody.Xml,
            Body = xml,
            WantsXml = true,
            Repeatable = repeatable,
            MaxBytes = _session.Shared.Options.MaxComponentBytes,
        };
        var answer = await _session.SendAsync(request, cancellationToken);
        try
        {
            var written = ComponentEnvelope.Read(answer.Text);
            return new WrittenComponent(new ComponentId(written.Id), written.Version, written.BranchId, written.BranchName);
        }
        catch (XmlException exception)
        {
            var kind = repeatable ? PlatformErrorKind.Malformed : PlatformErrorKind.Unclear;
            throw new PlatformException(kind, answer.Status, "The answer is not a component.", operation, exception);
        }
    }

    private ComponentEnvelope Own(string xml)
    {
        if (Encoding.UTF8.GetByteCount(xml) > _session.Shared.Options.MaxComponentBytes)
        {
            throw new PlatformException(PlatformErrorKind.Refused, 0, $"The component is larger than {_session.Shared.Options.MaxComponentBytes} bytes.", "Component write");
        }

        try
        {
            return ComponentEnvelope.Read(xml);
        }
        catch (XmlException exception)
        {
            throw new PlatformException(PlatformErrorKind.Refused, 0, "The document to be written is not a well-formed component.", "Component write", exception);
        }
    }

    private async Task<bool> HasAppearedAsync(AccountId account, ComponentEnvelope envelope, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (envelope.FolderId.Length == 0 || envelope.BranchId.Length == 0)
        {
            return true;
        }

        var found = await _metadata.FindByNameInFolderAsync(account, envelope.Name, new FolderId(envelope.FolderId), new BranchId(envelope.BranchId), cancellationToken);
        return found.Any(revision => revision.CreatedDate is null || revision.CreatedDate >= since);
    }
}
