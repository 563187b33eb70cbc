// Calls the echo service with @grpc/grpc-js and prints what it saw as JSON. Usage: node grpcjs-client.mjs host:port
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import { echoProto } from "./echo-proto.mjs";

const { Echo, Health } = echoProto(grpc, loader);
const target = process.argv[2];
const options = { "grpc.max_receive_message_length": 16 * 1024 * 1024, "grpc.max_send_message_length": 16 * 1024 * 1024 };
const client = new Echo(target, grpc.credentials.createInsecure(), options);
const gzipClient = new Echo(target, grpc.credentials.createInsecure(), { ...options, "grpc.default_compression_algorithm": 2 });
const health = new Health(target, grpc.credentials.createInsecure());
const seen = {};

const deadline = (milliseconds) => ({ deadline: Date.now() + milliseconds });

function unary(on, request, metadata = new grpc.Metadata(), callOptions = deadline(20000)) {
  return new Promise((resolve) => {
    const outcome = {};
    const call = on.say(request, metadata, callOptions, (error, response) => {
      outcome.code = error?.code ?? 0;
      outcome.details = error?.details ?? "";
      outcome.text = response?.text;
      outcome.length = response?.payload.length;
      outcome.error = error;
    });
    call.on("metadata", (headers) => (outcome.headers = headers));
    call.on("status", (status) => {
      outcome.trailers = status.metadata;
      setImmediate(() => resolve(outcome));
    });
  });
}

function stream(request, onData = () => {}) {
  return new Promise((resolve) => {
    const outcome = { received: [] };
    const call = client.repeat(request, deadline(20000));
    call.on("data", (response) => {
      outcome.received.push(response.index);
      onData(call, outcome);
    });
    call.on("error", (error) => (outcome.details = error.details));
    call.on("status", (status) => {
      outcome.code = status.code;
      setImmediate(() => resolve(outcome));
    });
  });
}

const plain = await unary(client, { text: "größer ✓" });
seen.unary = { code: plain.code, text: plain.text };

const metadata = new grpc.Metadata();
metadata.set("x-text", "a b ~");
metadata.set("x-bytes-bin", Buffer.from([0, 1, 254, 255]));
metadata.set("t-bytes-bin", Buffer.from([255, 0]));
const echoed = await unary(client, {}, metadata);
seen.metadata = {
  text: echoed.headers.get("x-text")[0],
  bytes: echoed.headers.get("x-bytes-bin")[0].toString("hex"),
  trailer: echoed.trailers.get("t-bytes-bin")[0].toString("hex"),
};

const failed = await unary(client, { status: 9, status_message: "100 % größer\n✓" });
seen.failure = { code: failed.code, details: failed.details, reason: failed.trailers.get("reason-bin")[0].toString("hex") };

const thrown = await unary(client, { status: -1, status_message: "password1" });
seen.thrown = { code: thrown.code, details: thrown.details };

const late = await unary(client, { delay: 60000 }, new grpc.Metadata(), deadline(300));
seen.deadline = { code: late.code };

const compressed = await unary(gzipClient, { text: "z".repeat(5000) });
seen.gzip = { code: compressed.code, length: compressed.text?.length };

const large = await unary(client, { payload: Buffer.alloc(3_900_000) });
seen.large = { code: large.code, length: large.length };

const tooLarge = await unary(client, { payload: Buffer.alloc(4_300_000) });
seen.tooLarge = { code: tooLarge.code };

const many = await Promise.all(Array.from({ length: 200 }, (_, index) => unary(client, { text: `${index}` })));
seen.concurrent = many.every((outcome, index) => outcome.code === 0 && outcome.text === `${index}`);

const streamed = await stream({ count: 50 });
seen.stream = { code: streamed.code, received: streamed.received.length, ordered: streamed.received.every((value, index) => value === index) };

const broken = await stream({ count: 3, status: 15, status_message: "half" });
seen.brokenStream = { code: broken.code, details: broken.details, received: broken.received.length };

const cancelled = await stream({ count: 100000, delay: 5 }, (call, outcome) => outcome.received.length === 2 && call.cancel());
seen.cancelledStream = { code: cancelled.code };

seen.unimplemented = await new Promise((resolve) => {
  client.collect(deadline(20000), (error) => resolve({ code: error?.code ?? 0 })).end();
});

seen.health = await new Promise((resolve) => {
  health.check({ service: "" }, deadline(20000), (error, response) => resolve({ code: error?.code ?? 0, status: response?.status }));
});

console.log(JSON.stringify(seen));
client.close();
gzipClient.close();
health.close();
