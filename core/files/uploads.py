"""Uploads go into memory: Django's own handler would write them to a disk before anybody asked."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from core.files.memory import Received, Receiver


class MemoryUpload(UploadedFile):
    """An uploaded file in memory, its hash known already. Closed with its request."""

    def __init__(self, received: Received, **known: Any) -> None:
        super().__init__(received.file, size=received.size, **known)
        self.received = received


class MemoryUploadHandler(FileUploadHandler):
    """The one handler of uploads. How much a request may bring is decided at the door."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the next file."""
        super().new_file(*args, **kwargs)
        self._receiver = Receiver()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's form
        """Take a part; nobody after us gets it."""
        self._receiver.take(raw_data)

    def file_complete(self, file_size: int) -> MemoryUpload:  # noqa: ARG002 - Django's form
        """The whole file."""
        return MemoryUpload(
            self._receiver.end(),
            name=self.file_name,
            content_type=self.content_type,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
