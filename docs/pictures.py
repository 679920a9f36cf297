"""Draw the pictures of the README from the bundled samples: the terminal, the workbook, the pages, the briefing.

Needs Chromium, LibreOffice and a Chinese font; `make pictures` runs it. Each picture is what the program writes, as the
programs that people use show it.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = "evals/documents/training_word.txt"
_DPI = 110
_MARGIN = 24  # pixels
_COLOURS = 128  # of a picture: pages of text need no more, and the repository stays small


def main() -> None:
    """Draw all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        folder = Path(work)
        _run("demo", "-o", str(folder), "--format", "json,xlsx,html,docx")
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        _draw_terminal(browser, folder)
        _draw_report(browser, folder)
        _draw_review(browser, folder)
        _draw_office(folder / "workbook.xlsx", "workbook", pages=(0,))
        _draw_office(folder / "workbook.xlsx", "indicators", pages=(3,), part=(1.0, 0.5))
        _draw_office(folder / "briefing.docx", "briefing", pages=(0, 1))
        browser.close()


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-X", "utf8", "-m", "structurer", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - our own program


def _draw_terminal(browser: Browser, folder: Path) -> None:
    """What `structurer check` says, as a terminal shows it."""
    done = _run("check", SAMPLE)
    console = Console(record=True, width=112, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ structurer check {SAMPLE}", style="bold green"))
    console.print(Text.from_ansi(done.stdout.decode()))
    console.print(Text.from_ansi(done.stderr.decode()))
    path = folder / "terminal.html"
    page = console.export_html(theme=MONOKAI, inline_styles=True)
    path.write_text(page.replace("<body>", '<body style="margin:24px;background:#0c0c0c">'), "utf-8")
    _shoot(browser, path.as_uri(), "terminal", (1180, 360))


def _draw_report(browser: Browser, folder: Path) -> None:
    _shoot(browser, (folder / "report.html").as_uri(), "report", (1280, 1500))


def _draw_review(browser: Browser, folder: Path) -> None:
    """What rules alone leave open in all samples: the recorded answers settle theirs."""
    open_rows = folder / "open"
    _run("run", "evals/documents", "-o", str(open_rows), "--llm", "off")
    with _serving(open_rows) as address:
        _shoot(browser, address, "review", (1280, 860))


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of the review page over the results in `folder`."""
    command = [sys.executable, "-X", "utf8", "-m", "structurer", "review", str(folder), "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own program
        assert server.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def _shoot(browser: Browser, address: str, name: str, size: tuple[int, int]) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # the page draws what it has loaded
    _save(Image.open(io.BytesIO(page.screenshot())), name)
    page.close()


def _draw_office(
    path: Path, name: str, pages: tuple[int, ...], part: tuple[float, float] = (1.0, 1.0)
) -> None:
    """Pages of an office file side by side as LibreOffice prints them, or the upper left part of what is on them."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    office = shutil.which("soffice") or "soffice"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - LibreOffice, and a path of ours
    document = pypdfium2.PdfDocument(path.with_suffix(".pdf"))
    drawn = [_printed(document[page].render(scale=_DPI / 72).to_pil(), part) for page in pages]
    sheet = Image.new("RGB", (sum(one.width for one in drawn), max(one.height for one in drawn)), "white")
    left = 0
    for one in drawn:
        sheet.paste(one, (left, 0))
        left += one.width
    _save(sheet, name)


def _printed(page: Image.Image, part: tuple[float, float]) -> Image.Image:
    """The page without its white margins, and of that the part asked for."""
    box = ImageOps.invert(page.convert("L")).getbbox() or (0, 0, *page.size)
    left, top, right, bottom = box
    right, bottom = left + int((right - left) * part[0]), top + int((bottom - top) * part[1])
    inside = page.crop((left, top, right, bottom))
    return ImageOps.expand(inside, _MARGIN, "white")


def _save(picture: Image.Image, name: str) -> None:
    path = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(_COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} drawn, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
