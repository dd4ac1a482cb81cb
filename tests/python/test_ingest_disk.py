"""Running out of space, or of the right to write: one line, and a later run makes it good.

The data folder is a small file system in memory, which only root may mount.
"""

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from ingest_helpers import Shop, copy_tree

from orchestration.files import replacing
from orchestration.ingest.ingest import IngestError
from orchestration.simulate import simulate

Mount = Callable[[str], None]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop(tmp_path_factory.mktemp("undisturbed"))
    simulate(shop.exports, scale=0.05, seed=4, start=date(2026, 3, 28), end=date(2026, 4, 3))
    shop.ingest()
    return shop


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts an empty file system as the data folder; called again, it changes its options."""
    folder, is_mounted = tmp_path / "data", False
    folder.mkdir()

    def mount(options: str) -> None:
        nonlocal is_mounted
        again = "remount," if is_mounted else ""
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"{again}{options}", "tmpfs", str(folder)],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        is_mounted = True

    yield mount
    if is_mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def failure(shop: Shop) -> str:
    with pytest.raises(IngestError) as raised:
        shop.ingest()
    text = str(raised.value)
    assert "\n" not in text and str(shop.data) in text and "then run again" in text
    return text


def same_exports(undisturbed: Shop, root: Path) -> Shop:
    shop = Shop(root)
    copy_tree(undisturbed.exports, shop.exports)
    return shop


@pytest.mark.parametrize("size", ["0", "60k", "150k", "300k"])
def test_a_full_disk(tmp_path: Path, mount: Mount, undisturbed: Shop, size: str) -> None:
    shop = same_exports(undisturbed, tmp_path)
    if size == "0":  # full from the start
        mount("size=16k")
        (shop.data / "filler").write_bytes(b"x" * 16384)
    else:
        mount(f"size={size}")
    assert "No space left on device" in failure(shop)
    assert not list(shop.data.rglob("*.tmp"))
    whole = undisturbed.content()
    for name, content in shop.content().items():
        if name not in ("filler", "refused/files.parquet"):
            assert content == whole[name], name
    (shop.data / "filler").unlink(missing_ok=True)
    mount("size=100m")
    shop.ingest()
    assert shop.content() == whole


def test_a_folder_that_may_not_be_written(tmp_path: Path, mount: Mount, undisturbed: Shop) -> None:
    shop = same_exports(undisturbed, tmp_path)
    mount("ro,size=100m")
    assert "Read-only file system" in failure(shop)
    mount("rw,size=100m")
    shop.ingest()
    assert shop.content() == undisturbed.content()


def test_a_folder_that_may_no_longer_be_written(tmp_path: Path, mount: Mount) -> None:
    shop = Shop(tmp_path)
    mount("size=100m")
    shop.put_fixture("olist/orders.csv")
    shop.ingest()
    before = shop.content()
    shop.put_fixture("olist/order_items.csv")
    mount("ro,size=100m")
    assert "Read-only file system" in failure(shop)
    assert shop.content() == before
    mount("rw,size=100m")
    assert [row.entity for row in shop.ingest().new] == ["order_items"]


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.put_fixture("olist/orders.csv")
    shop.data.write_text("in the way")
    assert "cannot read or write" in failure(shop)


@pytest.mark.parametrize(
    "what", ["_write_quarantine", "_write_rows", "ledger", "_write_refused", "check"]
)
def test_writing_fails_at_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Each with another library's error; a later run has the same result as an undisturbed one."""
    import duckdb

    from orchestration.ingest import checks, ingest, land, ledger

    good, shop = Shop(tmp_path / "good"), Shop(tmp_path / "bad")
    for one in (good, shop):
        path = one.put_fixture("olist/order_items.csv")
        path.write_text(path.read_text().replace("1199.00", "x"))
    copy_tree(good.exports, shop.exports)
    monkeypatch.setattr(checks, "start_importing", lambda: None)
    monkeypatch.setattr(checks, "_validate", lambda frame, suite: [{} for _ in suite])
    ingest.ingest(good.settings)

    def full(*_: object) -> None:
        if what.startswith("_write"):
            raise duckdb.IOException(
                f"IO Error: could not write {shop.data}: No space left on device\nmore"
            )
        raise OSError(28, "No space left on device", str(shop.data))

    module = {"ledger": ledger, "check": checks, "_write_refused": ingest}.get(what, land)
    with monkeypatch.context() as patched:
        if what == "_write_refused":
            ingest.prepare(shop.settings)
        patched.setattr(
            module, "write" if what == "ledger" else "_write" if what == "check" else what, full
        )
        with pytest.raises(IngestError) as raised:
            ingest.ingest(shop.settings)
    assert "\n" not in str(raised.value) and "No space left on device" in str(raised.value)
    ingest.ingest(shop.settings)
    assert shop.content() == good.content()


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file"
    with pytest.raises(RuntimeError), replacing(target) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert list(target.parent.iterdir()) == []
    with replacing(target) as temporary:
        temporary.write_text("whole")
        assert not target.exists()
    assert [p.name for p in target.parent.iterdir()] == ["file"]
    inode = target.stat().st_ino
    with replacing(target, unless_same=True) as temporary:
        temporary.write_text("whole")
    assert target.stat().st_ino == inode
    with replacing(target) as temporary:
        temporary.write_text("newer")
    assert target.read_text() == "newer"
