"""The store: any Django storage (``STORAGES["blobs"]``), in which content stands by its hash."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files import File
from django.core.files.storage import Storage, storages

from core.files.memory import Received, room_for

ALIAS = "blobs"


def blobs() -> Storage:
    """The storage of all contents: this machine's disk unless another is configured."""
    return storages[ALIAS]


def key_of(sha256: str) -> str:
    """Under which name the content with this hash stands."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(content: Received, *, name: str) -> None:
    """Put the content into the store, unless it stands there. Raises ``StorageFull``.

    Half a file that another storage left behind after a crash is told by its size and
    written again. Two who put the same content at once leave one.
    """
    key, storage = key_of(content.sha256), blobs()
    if storage.exists(key):
        if storage.size(key) == content.size:
            return
        storage.delete(key)
    content.file.seek(0)
    with room_for(name):
        saved = storage.save(key, File(content.file))
    if saved != key:
        storage.delete(saved)


def stored_keys(folder: str = "") -> Iterator[tuple[str, datetime]]:
    """Every name in the store with the time of its last change, finished or not."""
    storage = blobs()
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever stored
    for file in files:
        path = f"{folder}/{file}" if folder else file
        try:
            yield path, storage.get_modified_time(path)
        except FileNotFoundError:
            continue  # taken away meanwhile
    for inner in folders:
        yield from stored_keys(f"{folder}/{inner}" if folder else inner)
