// Serves the echo service with @grpc/grpc-js on a free loopback port, prints the port, and ends when its input does.
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import { echoProto } from "./echo-proto.mjs";

const { Echo } = echoProto(grpc, loader);

function answerMetadata(call) {
  const headers = new grpc.Metadata();
  const trailers = new grpc.Metadata();
  for (const key of Object.keys(call.metadata.getMap())) {
    for (const value of call.metadata.get(key)) {
      if (key.startsWith("x-")) headers.add(key, value);
      if (key.startsWith("t-")) trailers.add(key, value);
    }
  }
  call.sendMetadata(headers);
  return trailers;
}

function failure(request, trailers) {
  trailers.set("reason-bin", Buffer.from([0, 1, 255]));
  return { code: request.status, details: request.status_message, metadata: trailers };
}

function say(call, answer) {
  const trailers = answerMetadata(call);
  const { request } = call;
  setTimeout(() => {
    if (request.status) return answer(failure(request, trailers));
    answer(null, { text: request.text, payload: request.count ? Buffer.alloc(request.count) : request.payload }, trailers);
  }, request.delay);
}

async function repeat(call) {
  const trailers = answerMetadata(call);
  const { request } = call;
  for (let index = 0; index < request.count && !call.cancelled; index++) {
    if (index > 0 && request.delay) await new Promise((resolve) => setTimeout(resolve, request.delay));
    if (!call.write({ text: request.text, index })) await new Promise((resolve) => call.once("drain", resolve));
  }
  if (request.status) call.emit("error", failure(request, trailers));
  else call.end(trailers);
}

const server = new grpc.Server({ "grpc.max_receive_message_length": 4 * 1024 * 1024, "grpc.default_compression_algorithm": process.argv.includes("gzip") ? 2 : 0 });
server.addService(Echo.service, { say, repeat });
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
