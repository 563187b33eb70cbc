using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>An object of the Platform API. What it does not override does not exist: 404.</summary>
internal abstract class Resource
{
    /// <summary>The object's name.</summary>
    public abstract string Name { get; }

    /// <summary>POST on the object.</summary>
    public virtual PlatformAnswer Create(PlatformCall call) => throw NoEndpoint();

    /// <summary>POST with an id.</summary>
    public virtual PlatformAnswer Update(PlatformCall call) => throw NoEndpoint();

    /// <summary>DELETE with an id.</summary>
    public virtual PlatformAnswer Delete(PlatformCall call) => throw NoEndpoint();

    /// <summary>POST on <c>query</c>.</summary>
    public virtual PlatformAnswer Query(PlatformCall call) => throw NoEndpoint();

    /// <summary>POST on <c>queryMore</c>.</summary>
    public virtual PlatformAnswer QueryMore(PlatformCall call) => throw NoEndpoint();

    /// <summary>POST on <c>execute</c> with an id.</summary>
    public virtual PlatformAnswer Execute(PlatformCall call) => throw NoEndpoint();

    /// <summary>GET with an id.</summary>
    public virtual PlatformAnswer Get(PlatformCall call) => PlatformAnswer.Ok(Read(call, call.Id));

    /// <summary>POST on <c>bulk</c>: the outer status is 200 even when entries fail.</summary>
    public virtual PlatformAnswer Bulk(PlatformCall call)
    {
        var body = call.Read("BulkRequest");
        if (!string.Equals(body.Filled("type"), "GET", StringComparison.OrdinalIgnoreCase))
            throw new PlatformRefusal("The bulk request's type must be GET.");

        var ids = body.All("request").Select(static request => request.Filled("id") ?? string.Empty).ToList();
        var limit = BulkLimit(call);
        if (ids.Count > limit)
            throw new PlatformRefusal($"A bulk request takes at most {limit} ids, not {ids.Count}.");

        var entries = ids.ConvertAll(id => Entry(call, id));
        return PlatformAnswer.Ok(new WireObject("BulkResult").List("response", entries));
    }

    /// <summary>The object with that id, for GET and bulk.</summary>
    /// <exception cref="PlatformRefusal">There is none.</exception>
    protected virtual WireObject Read(PlatformCall call, string id) => throw NoEndpoint();

    /// <summary>What a bulk entry reads; the same as GET unless overridden.</summary>
    protected virtual WireObject ReadBulk(PlatformCall call, string id) => Read(call, id);

    /// <summary>How many ids a bulk request may have.</summary>
    protected virtual int BulkLimit(PlatformCall call) => call.Settings.Limits.BulkSize;

    /// <summary>Refuses an id in the body that is not the one in the address.</summary>
    protected static void RefuseOtherId(RequestNode body, string member, string id)
    {
        if (body.Filled(member) is { } other && !other.Equals(id, StringComparison.OrdinalIgnoreCase))
            throw new PlatformRefusal($"The {member} {other} in the body is not the one in the address, {id}.");
    }

    private static PlatformRefusal NoEndpoint() => new(404, "The requested endpoint does not exist.");

    private WireObject Entry(PlatformCall call, string id)
    {
        try
        {
            return new WireObject("BulkResponse").Object("Result", ReadBulk(call, id)).Attribute("statusCode", 200).Attribute("id", id);
        }
        catch (PlatformRefusal refusal) when (refusal.Status == 400)
        {
            return new WireObject("BulkResponse").Attribute("id", id).Attribute("statusCode", 400).Attribute("errorMessage", refusal.Message);
        }
    }
}
