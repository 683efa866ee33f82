"""Certificates for the web server: a self-signed one for trials, and what is wrong with one."""

import ipaddress
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from core.runtime.home import write_private
from core.settings.transport import KeyPair

#: Browsers accept no longer life.
LIFE = timedelta(days=397)


def make_certificate(host: str, pair: KeyPair, *, at: datetime) -> str:
    """Make a self-signed certificate for ``host``; returns its SHA-256 fingerprint.

    For trials and closed networks: each browser warns until the certificate is trusted
    there. The key never leaves the data folder and is read by its owner only.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed(host, key, at)
    pair.key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(pair.key, _pem(key))
    write_private(pair.certificate, certificate.public_bytes(serialization.Encoding.PEM).decode())
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def problem_with(pair: KeyPair, *, at: datetime) -> str | None:
    """What keeps the pair from being used, naming the file; None if nothing."""
    for file in (pair.certificate, pair.key):
        if not os.access(file, os.R_OK):
            return _("无法读取 %(file)s。") % {"file": file}
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(pair.certificate, pair.key)
        last_day = _last_day(pair.certificate)
    except (ssl.SSLError, ValueError) as error:
        text = _("%(file)s 不是有效的 PEM 证书，或与私钥不匹配（%(reason)s）。")
        return text % {"file": pair.certificate, "reason": error}
    if last_day < at:
        text = _("证书 %(file)s 已于 %(day)s 到期，请更换。")
        return text % {"file": pair.certificate, "day": last_day.date()}
    return None


def _signed(host: str, key: ec.EllipticCurvePrivateKey, at: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + LIFE)
        .add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def _last_day(certificate: Path) -> datetime:
    read = x509.load_pem_x509_certificate(certificate.read_bytes())
    return read.not_valid_after_utc.astimezone(UTC)
