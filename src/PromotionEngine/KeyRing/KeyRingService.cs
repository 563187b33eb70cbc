using Contract.Calls;
using Google.Protobuf;
using Grpc.Core;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.KeyRing;

/// <summary>The gRPC face of the hosts' keys. Programs of ours alone may read or add any.</summary>
internal sealed class KeyRingService(SealedKeys keys) : PromotionService.V1.KeyRing.KeyRingBase
{
    /// <inheritdoc/>
    public override async Task<ListKeysResponse> ListKeys(ListKeysRequest request, ServerCallContext context)
    {
        RequireProgram(context);
        return new ListKeysResponse { Keys = { (await keys.ListAsync(context.CancellationToken)).Select(key => UnsafeByteOperations.UnsafeWrap(key)) } };
    }

    /// <inheritdoc/>
    public override async Task<AddKeyResponse> AddKey(AddKeyRequest request, ServerCallContext context)
    {
        RequireProgram(context);
        if (request.Key.Length is 0 or > SealedKeys.LongestKey)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"A key has 1 to {SealedKeys.LongestKey} bytes, and this one has {request.Key.Length}."));
        }

        await keys.AddAsync(request.Key.ToByteArray(), context.CancellationToken);
        return new AddKeyResponse();
    }

    private static void RequireProgram(ServerCallContext context)
    {
        if (CallerIdentity.Read(context.RequestHeaders) is not { Kind: CallerKind.Service })
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, "The keys of the hosts are for the service's own programs."));
        }
    }
}
