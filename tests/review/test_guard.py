"""Who may ask the server: the page it served, and nobody else."""

from pathlib import Path

import httpx
import pytest

from reviewing import Served
from structurer.decide import DecisionLog


def test_without_the_token_nothing_is_given(served: Served) -> None:
    with httpx.Client(base_url=served.origin, trust_env=False) as stranger:
        for path in ("/", "/review.js", "/api/desk", "/?token=", "/?token=guess", "/?token=%00%ff"):
            refused = stranger.get(path)
            assert refused.status_code == 403
            assert "set-cookie" not in refused.headers
            assert "script-src 'self'" in refused.headers["content-security-policy"]
        stranger.cookies.set(f"structurer-{served.port}", "guess")
        assert stranger.get("/api/desk").status_code == 403


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get(served: Served) -> None:
    answer = httpx.get(served.url, trust_env=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"structurer-{served.port}={served.token};")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert served.token not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_a_name_that_is_made_to_point_here_is_refused(
    served: Served, client: httpx.Client, host: str
) -> None:
    port = served.port
    refused = client.get("/api/desk", headers={"Host": host.format(port=port)})
    assert refused.status_code in {400, 403}


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1"]
)
def test_another_page_may_neither_ask_nor_decide(
    served: Served, client: httpx.Client, folder: Path, origin: str
) -> None:
    headers = {"Origin": origin.format(port=served.port)}
    wish = {"act": "accept", "seen": None}
    assert client.post("/api/rows/0/decisions", json=wish, headers=headers).status_code == 403
    assert client.get("/api/desk", headers=headers).status_code == 403
    assert list(DecisionLog(folder / "decisions.jsonl").read()) == []


def test_deciding_needs_an_origin_and_a_request_of_the_page_itself(client: httpx.Client) -> None:
    del client.headers["Origin"]
    wish = {"act": "accept", "seen": None}
    assert client.post("/api/rows/0/decisions", json=wish).status_code == 403
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/api/desk", headers=cross).status_code == 403
    assert client.get("/api/desk", headers={"Sec-Fetch-Site": "same-site"}).status_code == 403
    assert client.get("/api/desk").status_code == 200


def test_only_this_machine_is_listened_to(served: Served) -> None:
    assert served.url.startswith("http://127.0.0.1:")


def test_no_answer_names_another_site_or_is_kept(client: httpx.Client) -> None:
    for path in ("/", "/review.js", "/view.js", "/review.css", "/icon.svg", "/api/desk", "/api/rows/0"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.text.replace("http://www.w3.org/2000/svg", "").find("://") == -1
