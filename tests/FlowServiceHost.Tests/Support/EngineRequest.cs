using Contract.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace FlowServiceHost.Tests.Support;

internal sealed record EngineRequest(string Method, IMessage Message, Metadata Headers, DateTime? Deadline, CallerIdentity Caller);
