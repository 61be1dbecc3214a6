"""Backups under a passphrase: a tar of two age files, which `tar` and `age` open too.

`key.age` is an age identity under the passphrase, `parley.sqlite.age` the backup, encrypted to that identity: so the
backup is streamed, whatever its size. By hand: `tar xf FILE; age -d -i key.age parley.sqlite.age > parley.sqlite`.
"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from storage.database import DatabaseFailed

_KEY, _DATA = "key.age", "parley.sqlite.age"
_SQLITE = b"SQLite format 3\x00"


def is_sealed(file: Path) -> bool:
    """Whether it is such a tar, and no SQLite file."""
    with file.open("rb") as opened:
        plain = opened.read(len(_SQLITE)) == _SQLITE
    return not plain and tarfile.is_tarfile(file)


def seal(plain: Path, sealed: Path, passphrase: str) -> None:
    """Encrypts a file into a new one."""
    identity = x25519.Identity.generate()
    key = by_passphrase.encrypt(f"{identity}\n".encode(), passphrase)
    with TemporaryDirectory(prefix=".parley-", dir=sealed.parent) as folder:
        data = Path(folder) / _DATA
        pyrage.encrypt_file(str(plain), str(data), [identity.to_public()])
        with tarfile.open(sealed, "w") as tar:
            entry = tarfile.TarInfo(_KEY)
            entry.size, entry.mode = len(key), 0o600
            tar.addfile(entry, io.BytesIO(key))
            tar.add(data, _DATA)


def unseal(sealed: Path, plain: Path, passphrase: str) -> None:
    """Decrypts what `seal` has made.

    Raises:
        DatabaseFailed: the passphrase is wrong, or the file is damaged or something else.
    """
    with TemporaryDirectory(prefix=".parley-", dir=plain.parent) as folder, tarfile.open(sealed) as tar:
        try:
            key, data = tar.extractfile(_KEY), tar.extractfile(_DATA)
        except KeyError:
            key = data = None
        if key is None or data is None:
            raise DatabaseFailed(f"{sealed} is no backup of Parley")
        encrypted = Path(folder) / _DATA
        with encrypted.open("wb") as out:
            while part := data.read(1 << 20):
                out.write(part)
        try:
            told = by_passphrase.decrypt(key.read(), passphrase).decode().strip()
            pyrage.decrypt_file(str(encrypted), str(plain), [x25519.Identity.from_str(told)])
        except (pyrage.DecryptError, pyrage.IdentityError, OSError) as error:
            raise DatabaseFailed(f"{sealed} cannot be decrypted: the passphrase is wrong, or it is damaged") from error
