"""What is deployed is what is tested: nginx reads our file, and the image holds all of the app."""

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import streamlit
import yaml

from tests.browser.server import ROOT
from tests.services import DEPLOY, nginx, nginx_with

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"


def test_nginx_reads_the_file(tmp_path: Path) -> None:
    command = [*nginx_with(tmp_path, [8501, 8502, 8503], 8080), "-t"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


class Redirecting(BaseHTTPRequestHandler):
    """Answers with a head as long as the longest request's line can make it, in two parts."""

    def do_GET(self) -> None:
        self.send_response(200)
        for name in ("Location", "Rest"):
            self.send_header(name, "%22" * 16_000)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def test_a_long_redirect_is_no_failure_of_a_process(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Redirecting) as app:
        threading.Thread(target=app.serve_forever, daemon=True).start()
        with nginx(tmp_path, [app.server_port] * 3) as front:
            for _ in range(4):
                with urlopen(f"{front}/r/BCDFGH", timeout=30) as answer:
                    assert answer.status == 200
        app.shutdown()


def test_the_policy_names_the_pages_own_script_and_no_other() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts]
    named = re.findall(r"'sha256-([^']+)'", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert named == [each.decode() for each in hashes]


def test_the_image_holds_all_of_the_app(tmp_path: Path) -> None:
    for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY "):
            *sources, target = line.split()[1:]
            for name in sources:
                copied(ROOT / name, tmp_path / target)
    lessons = [f"pages/{page.name}" for page in sorted((ROOT / "pages").glob("*.py"))]
    opened = f"""
from streamlit.testing.v1 import AppTest
import app
test = AppTest.from_file("home.py", default_timeout=120).run()
assert not test.exception
for page in ({lessons[0]!r}, {lessons[-1]!r}):
    assert not test.switch_page(page).run().exception, page
"""
    quiet = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.'); {opened.strip()}"]
    done = subprocess.run(quiet, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def copied(source: Path, target: Path) -> None:
    """As a container's file copies it: a folder's contents, without what is made anew."""
    if source.is_dir():
        made = shutil.ignore_patterns("__pycache__", "served")
        shutil.copytree(source, target, ignore=made, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target)


def parts() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))


def found(kind: str) -> dict[str, dict[str, Any]]:
    return {part["metadata"]["name"]: part["spec"] for part in parts() if part["kind"] == kind}


def test_what_the_manifest_names_is_there() -> None:
    deployments, services = found("Deployment"), found("Service")
    for name, spec in deployments.items():
        labels = spec["template"]["metadata"]["labels"]
        assert spec["selector"]["matchLabels"] == labels
        assert services[name]["selector"] == labels
        (container,) = spec["template"]["spec"]["containers"]
        ports = {port["name"] for port in container["ports"]}
        assert {port["targetPort"] for port in services[name]["ports"]} <= ports
        probes = [container[key] for key in container if key.endswith("Probe")]
        assert {(p.get("httpGet") or p["tcpSocket"])["port"] for p in probes} <= ports
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert spec["template"]["spec"]["securityContext"]["runAsNonRoot"]
    for ingress in found("Ingress").values():
        (path,) = ingress["rules"][0]["http"]["paths"]
        backend = path["backend"]["service"]
        assert backend["port"] in [{"name": p["name"]} for p in services[backend["name"]]["ports"]]
    for scaler in found("HorizontalPodAutoscaler").values():
        assert scaler["scaleTargetRef"]["name"] in deployments
    for kind in ("PodDisruptionBudget", "NetworkPolicy"):
        for spec in found(kind).values():
            chosen = (spec.get("selector") or spec["podSelector"])["matchLabels"]
            assert chosen in [each["selector"]["matchLabels"] for each in deployments.values()]


@pytest.mark.parametrize("name", ["app1", "app2", "app3"])
def test_nginx_and_compose_agree_on_the_apps(name: str) -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert f"server {name}:8501 " in (DEPLOY / "apps.conf").read_text(encoding="utf-8")
    assert services[name]["read_only"]
    mounted = [volume.split(":")[0] for volume in services["front"]["volumes"]]
    assert all((DEPLOY / file).exists() for file in mounted)
    assert services["front"]["depends_on"][name] == {"condition": "service_healthy"}
