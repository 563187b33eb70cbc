using System.Collections.Concurrent;
using Google.Protobuf;
using PromotionService.V1;

namespace FlowServiceHost.Tests.Support;

/// <summary>The engine's ring of keys, in memory; several hosts may share it.</summary>
internal sealed class ScriptedKeys
{
    private readonly ConcurrentQueue<ByteString> _keys = new();

    /// <summary>What is kept, as it was kept.</summary>
    public IReadOnlyCollection<ByteString> Kept => _keys;

    public IMessage Answer(IMessage request)
    {
        if (request is AddKeyRequest added)
        {
            _keys.Enqueue(added.Key);
            return new AddKeyResponse();
        }

        return new ListKeysResponse { Keys = { _keys } };
    }
}
