// Loads the protos of the tests.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export function echoProto(grpc, loader) {
  const folder = dirname(fileURLToPath(import.meta.url));
  const settings = { keepCase: true, defaults: true, enums: String };
  const load = (file) => grpc.loadPackageDefinition(loader.loadSync(join(folder, file), settings));
  return { Echo: load("echo.proto").promotion.testing.v1.Echo, Health: load("../../../src/GrpcRuntime/Health/health.proto").grpc.health.v1.Health };
}
