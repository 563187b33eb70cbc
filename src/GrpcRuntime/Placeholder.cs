namespace GrpcRuntime;
