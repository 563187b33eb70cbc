"""Serves the echo service with grpcio on a free loopback port, prints the port, and ends when its input does."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import grpc

from echo_messages import EchoRequest, EchoResponse

CODES = {code.value[0]: code for code in grpc.StatusCode}


def answer_metadata(context):
    incoming = context.invocation_metadata()
    context.send_initial_metadata([(key, value) for key, value in incoming if key.startswith("x-")])
    context.set_trailing_metadata([(key, value) for key, value in incoming if key.startswith("t-")])


def fail_if_asked(request, context):
    if request.status:
        context.set_trailing_metadata([("reason-bin", b"\x00\x01\xff")])
        context.abort(CODES[request.status], request.status_message)


def say(request, context):
    answer_metadata(context)
    time.sleep(request.delay / 1000)
    fail_if_asked(request, context)
    return EchoResponse(text=request.text, payload=bytes(request.count) if request.count else request.payload)


def repeat(request, context):
    answer_metadata(context)
    for index in range(request.count):
        if not context.is_active():
            return
        if index:
            time.sleep(request.delay / 1000)
        yield EchoResponse(text=request.text, index=index)
    fail_if_asked(request, context)


def main():
    compression = grpc.Compression.Gzip if "gzip" in sys.argv else grpc.Compression.NoCompression
    server = grpc.server(ThreadPoolExecutor(16), compression=compression)
    handlers = {
        "Say": grpc.unary_unary_rpc_method_handler(say, EchoRequest.FromString, EchoResponse.SerializeToString),
        "Repeat": grpc.unary_stream_rpc_method_handler(repeat, EchoRequest.FromString, EchoResponse.SerializeToString),
    }
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("promotion.testing.v1.Echo", handlers)])
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)


main()
