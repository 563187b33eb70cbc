using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>How a call ended and what metadata came with that.</summary>
internal sealed record CallOutcome(Status Status, Metadata Trailers);
