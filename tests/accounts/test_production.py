"""What holds on a real server and not in the demo: TLS alone, cookies that no other host can set, Django's own checks."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "DEBUG", "SESSION_COOKIE_SAMESITE",
)  # fmt: skip


def settings_of(tmp_path: Path, **environment: str) -> dict[str, object]:
    show = (
        "import json; from django.conf import global_settings; from partytrack import settings;"
        f"print(json.dumps({{n: getattr(settings, n, getattr(global_settings, n)) for n in {SHOWN!r}}}))"
    )
    own = {**os.environ, "PARTYTRACK_DATA_DIR": str(tmp_path), **environment}
    done = subprocess.run([sys.executable, "-c", show], cwd=ROOT, env=own, capture_output=True, text=True, check=True)
    shown: dict[str, object] = json.loads(done.stdout)
    return shown


def test_a_real_server_sends_cookies_over_tls_to_itself_alone(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, PARTYTRACK_DEMO="")
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert str(settings[f"{name}_COOKIE_NAME"]).startswith("__Host-")
        assert settings[f"{name}_COOKIE_SECURE"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 365 * 24 * 60 * 60
    assert settings["DEBUG"] is False


def test_only_the_demo_goes_without_tls(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, PARTYTRACK_DEMO="1")
    assert (settings["SESSION_COOKIE_SECURE"], settings["SECURE_HSTS_SECONDS"]) == (False, 0)
    assert (settings["SESSION_COOKIE_HTTPONLY"], settings["CSRF_COOKIE_HTTPONLY"]) == (True, True)


def test_djangos_checks_for_deployment_pass_on_a_real_server(tmp_path: Path) -> None:
    own = {**os.environ, "PARTYTRACK_DATA_DIR": str(tmp_path), "PARTYTRACK_DEMO": ""}
    own.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the tests' own
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=own, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
