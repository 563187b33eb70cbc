"""The messages of echo.proto and of the health proto, described by hand: no compiler plugin is needed for Python."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
POOL = descriptor_pool.DescriptorPool()


def add(package, messages):
    file = descriptor_pb2.FileDescriptorProto(name=package + ".proto", package=package, syntax="proto3")
    for name, fields in messages.items():
        message = file.message_type.add(name=name)
        for number, (field, kind) in enumerate(fields, start=1):
            message.field.add(name=field, number=number, type=kind, label=FIELD.LABEL_OPTIONAL)
    POOL.Add(file)
    return [message_class(POOL.FindMessageTypeByName(f"{package}.{name}")) for name in messages]


def message_class(descriptor):
    # protobuf before 4.22 knows the older name only, later versions only the newer.
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(POOL).GetPrototype(descriptor)


EchoRequest, EchoResponse = add(
    "promotion.testing.v1",
    {
        "EchoRequest": [
            ("text", FIELD.TYPE_STRING),
            ("payload", FIELD.TYPE_BYTES),
            ("count", FIELD.TYPE_INT32),
            ("delay", FIELD.TYPE_INT32),
            ("status", FIELD.TYPE_INT32),
            ("status_message", FIELD.TYPE_STRING),
        ],
        "EchoResponse": [("text", FIELD.TYPE_STRING), ("payload", FIELD.TYPE_BYTES), ("index", FIELD.TYPE_INT32)],
    },
)

HealthCheckRequest, HealthCheckResponse = add(
    "grpc.health.v1",
    {"HealthCheckRequest": [("service", FIELD.TYPE_STRING)], "HealthCheckResponse": [("status", FIELD.TYPE_INT32)]},
)
