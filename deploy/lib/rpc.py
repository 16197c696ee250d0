"""Calls of Liftmark's services by the messages of proto/, for scripts."""
import re
import subprocess
import tempfile
from pathlib import Path

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

REPOSITORY = Path(__file__).resolve().parents[2]
RUN_DIR = REPOSITORY / "var" / "run"
CALL_SECONDS = 30
STREAM_SECONDS = 3600
# By the name of the service: its package, and the stem of its messages.
SERVICES = {"dossier": "Dossier", "plans": "Plan", "workouts": "Workout", "invocations": "Invocation"}


def running_address(name):
    """Where deploy/up serves; empty where it does not."""
    found = re.search(r"--listen=(\S+)", read(RUN_DIR / f"{name}.command"))
    return found[1] if found else ""


def running_database():
    return read(RUN_DIR / "database-url").strip()


def read(path):
    return path.read_text() if path.exists() else ""


class Service:
    def __init__(self, name, address):
        stem = SERVICES[name]
        self._name = f"liftmark.{name}.v1.{stem}Service"
        self._channel = grpc.insecure_channel(address)
        self._pool = descriptor_pool.DescriptorPool()
        with tempfile.NamedTemporaryFile() as described:
            subprocess.run(["protoc", "-I", REPOSITORY / "proto", "--include_imports",
                            f"--descriptor_set_out={described.name}",
                            f"liftmark/{name}/v1/{stem.lower()}_service.proto"],
                           check=True, text=True, capture_output=True)
            files = descriptor_pb2.FileDescriptorSet.FromString(Path(described.name).read_bytes())
        for file in files.file:
            self._pool.Add(file)
        self._factory = message_factory.MessageFactory(self._pool)

    def call(self, method, request):
        """A unary call; request and answer as protobuf's JSON. Raises grpc.RpcError."""
        message, path, codec = self._prepare(method, request)
        return json_format.MessageToDict(self._channel.unary_unary(path, **codec)(message, timeout=CALL_SECONDS))

    def stream(self, method, request):
        """The answers of a call that streams them, as they come. Raises grpc.RpcError."""
        message, path, codec = self._prepare(method, request)
        for answer in self._channel.unary_stream(path, **codec)(message, timeout=STREAM_SECONDS):
            yield json_format.MessageToDict(answer)

    def _prepare(self, method, request):
        described = self._pool.FindServiceByName(self._name).FindMethodByName(method)
        message = json_format.ParseDict(request, self._factory.GetPrototype(described.input_type)())
        return message, f"/{self._name}/{method}", {
            "request_serializer": lambda sent: sent.SerializeToString(),
            "response_deserializer": self._factory.GetPrototype(described.output_type).FromString,
        }
