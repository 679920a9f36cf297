"""Record the answers of a batch: serve them on loopback, ask for them as a run would, and keep what comes.

    python evals/benchmarks/record_batch.py REQUESTS.jsonl ANSWERS.jsonl -- --split test --arm both

REQUESTS is what `structurer eval export` wrote, ANSWERS the output of the batch; what follows `--` goes to
`structurer eval record`. Every request goes through the real client over HTTP. A request that the batch does not answer is
refused and not recorded: what is asked again after an answer that does not hold is exported once this is done.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from structurer.llm.batch import read_answers
from structurer.llm.cache import request_key

Body = dict[str, Any]


def answers_by_request(requests: Path, answers: Path) -> dict[str, Body]:
    """The answer to each request body, known by its digest."""
    found, failures = read_answers([answers])
    for failure in failures:
        print(f"{failure.where}: {failure.why}", file=sys.stderr)
    lines = [json.loads(line) for line in requests.read_text("utf-8").splitlines()]
    keys = {line["custom_id"].rpartition(":")[2]: request_key(line["body"]) for line in lines}
    return {keys[key]: answer for key, answer in found.items() if key in keys}


@contextmanager
def serving(answers: dict[str, Body]) -> Iterator[str]:
    """A chat completions server on loopback that knows these answers; its base URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = answers.get(request_key(body))
            status, said = (
                (200, answer) if answer else (503, {"error": {"message": "the batch has no answer"}})
            )
            data = json.dumps(said, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()


def main() -> int:
    """Serve and record."""
    at = sys.argv.index("--")
    requests, answers = map(Path, sys.argv[1:at])
    with serving(answers_by_request(requests, answers)) as url:
        environment = os.environ | {
            "OPENAI_BASE_URL": url,
            "OPENAI_API_KEY": "none",
            "STRUCTURER_LLM__ATTEMPTS": "1",
            "STRUCTURER_LLM__BREAKER": "1000000",
        }
        command = [
            sys.executable,
            "-c",
            "from structurer.cli import main; main()",
            "eval",
            "record",
            *sys.argv[at + 1 :],
        ]
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own program


if __name__ == "__main__":
    sys.exit(main())
