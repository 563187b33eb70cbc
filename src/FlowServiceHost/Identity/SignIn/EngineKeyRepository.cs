using System.Text;
using System.Xml;
using System.Xml.Linq;
using Contract.Calls;
using FlowServiceHost.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PromotionService.V1;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>
/// Keeps the keys of cookies with the engine, and so in Redis, for all hosts: a cookie of one is taken by every other. They leave this host sealed. The framework asks
/// for them synchronously, about once a day, and copes with a failure; it is called on the thread of the request that needs a key.
/// </summary>
internal sealed partial class EngineKeyRepository(CallInvoker invoker, Func<SharedKeys> keys, TimeProvider clock, ILogger<EngineKeyRepository> logger) : IXmlRepository
{
    private const string Program = "flow-service-host";
    private const string Purpose = "keys of cookies";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 64 * 1024 };

    private readonly KeyRing.KeyRingClient _client = new(invoker);
    private readonly Seal _seal = new(keys, Purpose);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var call = _client.ListKeysAsync(new ListKeysRequest(), Options());
        var answer = call.ResponseAsync.GetAwaiter().GetResult();
        var elements = answer.Keys.Select(key => _seal.Open(Purpose, key.Span)).OfType<byte[]>().Select(Parse).ToList();
        if (elements.Count < answer.Keys.Count)
        {
            CannotOpen(logger, answer.Keys.Count - elements.Count);
        }

        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var request = new AddKeyRequest { Key = UnsafeByteOperations.UnsafeWrap(_seal.Close(Purpose, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)))) };
        using var call = _client.AddKeyAsync(request, Options());
        _ = call.ResponseAsync.GetAwaiter().GetResult();
    }

    private static XElement Parse(byte[] xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml, writable: false), Strict);
        return XElement.Load(reader);
    }

    private CallOptions Options()
    {
        var headers = new Metadata();
        CallerIdentity.ForService(Program, Guid.NewGuid().ToString("n")).AddTo(headers);
        return new CallOptions(headers, (clock.GetUtcNow() + Patience).UtcDateTime);
    }

    [LoggerMessage(EventId = 3411, Level = LogLevel.Warning, Message = "{Count} keys of cookies were sealed under a shared key that this host does not have; cookies made with them are not taken")]
    private static partial void CannotOpen(ILogger logger, int count);
}
