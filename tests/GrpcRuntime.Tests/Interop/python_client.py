"""Calls the echo service with grpcio and prints what it saw as JSON. Usage: python_client.py host:port"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import grpc

import echo_messages
from echo_messages import EchoRequest, EchoResponse

SERVICE = "/promotion.testing.v1.Echo/"
OPTIONS = [("grpc.max_receive_message_length", 16 << 20), ("grpc.max_send_message_length", 16 << 20)]


def call(method, request, timeout=20, **extra):
    try:
        response, outcome = method.with_call(request, timeout=timeout, **extra)
        return {"code": 0, "text": response.text, "length": len(response.payload)}, outcome
    except grpc.RpcError as error:
        return {"code": error.code().value[0], "details": error.details()}, error


def read(stream, limit=None):
    received = []
    try:
        for response in stream:
            received.append(response.index)
            if limit is not None and len(received) == limit:
                stream.cancel()
        return {"code": 0, "received": len(received), "ordered": received == sorted(received)}
    except grpc.RpcError as error:
        return {"code": error.code().value[0], "details": error.details(), "received": len(received)}


def pairs(metadata):
    return {key: value.hex() if isinstance(value, bytes) else value for key, value in metadata}


def main(target):
    seen = {}
    with grpc.insecure_channel(target, OPTIONS) as channel:
        say = channel.unary_unary(SERVICE + "Say", EchoRequest.SerializeToString, EchoResponse.FromString)
        repeat = channel.unary_stream(SERVICE + "Repeat", EchoRequest.SerializeToString, EchoResponse.FromString)
        collect = channel.stream_unary(SERVICE + "Collect", EchoRequest.SerializeToString, EchoResponse.FromString)
        nothing = channel.unary_unary("/no.such.Service/Say", EchoRequest.SerializeToString, EchoResponse.FromString)

        seen["unary"], _ = call(say, EchoRequest(text="größer ✓"))
        _, outcome = call(say, EchoRequest(), metadata=[("x-text", "a b ~"), ("x-bytes-bin", b"\x00\x01\xfe\xff"), ("t-bytes-bin", b"\xff\x00")])
        seen["headers"] = pairs(outcome.initial_metadata())
        seen["trailers"] = pairs(outcome.trailing_metadata())
        seen["failure"], outcome = call(say, EchoRequest(status=9, status_message="100 % größer\n✓"))
        seen["failure"]["reason"] = pairs(outcome.trailing_metadata())["reason-bin"]
        seen["thrown"], _ = call(say, EchoRequest(status=-1, status_message="password1"))
        seen["deadline"], _ = call(say, EchoRequest(delay=60000), timeout=0.3)
        seen["gzip"], _ = call(say, EchoRequest(text="z" * 5000), compression=grpc.Compression.Gzip)
        seen["deflate"], _ = call(say, EchoRequest(text="z" * 5000), compression=grpc.Compression.Deflate)
        seen["large"], _ = call(say, EchoRequest(payload=bytes(3_900_000)))
        seen["tooLarge"], _ = call(say, EchoRequest(payload=bytes(4_300_000)))
        seen["stream"] = read(repeat(EchoRequest(count=50), timeout=20))
        seen["brokenStream"] = read(repeat(EchoRequest(count=3, status=15, status_message="half"), timeout=20))
        seen["cancelledStream"] = read(repeat(EchoRequest(count=100000, delay=5), timeout=20), limit=2)
        seen["unimplemented"], _ = call(nothing, EchoRequest())
        try:
            collect(iter([EchoRequest()]), timeout=20)
        except grpc.RpcError as error:
            seen["collect"] = {"code": error.code().value[0]}
        with ThreadPoolExecutor(16) as pool:
            answers = pool.map(lambda index: call(say, EchoRequest(text=str(index)))[0], range(200))
            seen["concurrent"] = [answer.get("text") for answer in answers] == [str(index) for index in range(200)]

        check = channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            echo_messages.HealthCheckRequest.SerializeToString,
            echo_messages.HealthCheckResponse.FromString,
        )
        seen["health"] = check(echo_messages.HealthCheckRequest(service=""), timeout=20).status
    print(json.dumps(seen))


main(sys.argv[1])
