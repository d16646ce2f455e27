"""Exemplars: the corpus, its passages, the index that may be lost and built again, and what retrieval answers."""

import math
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.exemplars import ExemplarIndex, LeakIndex, leaks_of, load_speeches, open_index, passages_of
from assistant.exemplars.embedding import HashedCharacters, character_terms
from assistant.exemplars.passages import ROLES, role_of, split_text, topics_of
from assistant.lexicon import read_records
from assistant.masking import mask, names_of

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(__file__).parent / "data"
SPEECHES = load_speeches()
NAMES = names_of([speech.text for speech in SPEECHES])
TOPICS = {record["topic"] for record in read_records("passage_topics")}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ExemplarIndex]:
    opened = open_index(tmp_path)
    yield opened
    opened.close()


def write_corpus(folder: Path, *, manifest: str, text: bytes = "同志们：\n今天开会。".encode()) -> Path:
    (folder / "speeches").mkdir(parents=True)
    (folder / "speeches" / "a.txt").write_bytes(text)
    (folder / "speeches.yaml").write_text(manifest, "utf-8")
    return folder


RECORD = "- {id: a, file: a.txt, title: 讲话, occasion: 调度会, level: 县, season: 二季度, year: 2024, masked: 无, provenance: 自有}\n"


# The corpus


def test_the_manifest_names_every_file() -> None:
    assert {path.name for path in (ROOT / "corpus" / "speeches").glob("*.txt")} == {record["file"] for record in _manifest()}
    assert [speech.id for speech in SPEECHES] == ["000", "001", "002", "003", "004"]
    assert {speech.provenance for speech in SPEECHES} == {"supplied by the user of this project"}


def _manifest() -> list[dict[str, str]]:
    import yaml

    records: list[dict[str, str]] = yaml.safe_load((ROOT / "corpus" / "speeches.yaml").read_text("utf-8"))
    return records


@pytest.mark.parametrize(
    ("manifest", "text", "says"),
    [
        ("- {id: a}\n", b"x", "缺少：file"),
        ("just words", b"x", "应是一个列表"),
        ("- {id: [", b"x", "范文目录读不出来"),
        (RECORD, "县".encode("gb18030"), "a.txt"),
    ],
)
def test_a_broken_corpus_is_one_clear_error(tmp_path: Path, manifest: str, text: bytes, says: str) -> None:
    with pytest.raises(CorpusError, match=says):
        load_speeches(write_corpus(tmp_path / "corpus", manifest=manifest, text=text))


# Passages


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda speech: speech.id)
def test_passages_make_up_the_speech(speech) -> None:
    masked = mask(speech.text, NAMES).text
    joined = "".join(passage.text for passage in passages_of(speech, NAMES))
    bare = re.sub(r"\s", "", masked)
    for heading in {heading.split("／")[0] for heading, _ in split_text(masked)}:
        if re.match(r"[一二三]、", heading):
            bare = bare.replace(heading, "", 1)
    assert re.sub(r"\s", "", joined) == bare


def test_passages_are_labelled_and_of_a_size() -> None:
    passages = [passage for speech in SPEECHES for passage in passages_of(speech, NAMES)]
    assert 75 <= len(passages) <= 110
    assert {passage.role for passage in passages} == set(ROLES)
    assert all(set(passage.topics) <= TOPICS for passage in passages)
    assert max(len(passage.text) for passage in passages) <= 320
    assert len({passage.id for passage in passages}) == len(passages)
    assert {passage.meeting_type for passage in passages} >= {"开门红部署会", "三季度座谈会", "市级调度会"}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("同志们：\n今天开会。\n一要抓项目。" + "盯住进度。" * 12, ["同志们：", "今天开会。", "一要抓项目。" + "盯住进度。" * 12]),
        (
            "一是抓项目。" + "盯住进度。" * 12 + "二是抓企业。" + "上门服务。" * 12,
            ["一是抓项目。" + "盯住进度。" * 12, "二是抓企业。" + "上门服务。" * 12],
        ),
        ("一是抓项目。" + "盯住进度。" * 80, ["一是抓项目。" + "盯住进度。" * 40, "盯住进度。" * 40]),
        ("问题有三：一是总量小；二是项目少；三是后劲弱。", ["问题有三：一是总量小；二是项目少；三是后劲弱。"]),
        ("一、抓好项目\n加快建设。", ["加快建设。"]),
    ],
)
def test_where_a_passage_starts(text: str, cut: list[str]) -> None:
    assert [unit for _, unit in split_text(text)] == cut


def test_a_lead_sentence_opens_its_passage_and_is_its_heading() -> None:
    pieces = list(split_text("三、抓好工作\n一要聚焦园区发力。" + "园区兴则产业兴。" * 10 + "要完善配套。" + "水电路气要跟上。" * 10))
    assert pieces[0][0] == "三、抓好工作／一要聚焦园区发力"
    assert pieces[1][0] == "三、抓好工作／一要聚焦园区发力／要完善配套"
    assert pieces[1][1].startswith("要完善配套。")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("各位企业家、同志们：", "称谓"),
        ("〔时期〕，全县实现工业总产值〔数〕亿元，同比增长〔数〕%。", "成绩"),
        ("一是大项目偏少，后劲不足；二是要素制约突出，仍有〔数〕个项目未开工。", "问题"),
        ("当前形势严峻，机遇与挑战并存，各级要充分认识抓工业的重要意义。", "形势"),
        ("确保全年规上工业总产值突破〔数〕亿元，增速不低于年度目标。", "目标"),
        ("一要抓好项目。县工信局要牵头建立清单，倒排工期。", "措施"),
        ("要强化领导，压实责任，加强督促检查，严肃纪律和作风。", "保障"),
    ],
)
def test_role_of_a_passage(text: str, role: str) -> None:
    assert role_of(text) == role


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("要盯紧用地、用电、融资，银行要多放贷款。", "要素保障"),
        ("开展隐患排查整治，遏制事故。", "安全生产"),
        ("推动产学研合作，引进高校专家。", "科技创新"),
        ("大家辛苦了。", None),
    ],
)
def test_topic_of_a_passage(text: str, topic: str | None) -> None:
    assert (topics_of(text) or (None,))[0] == topic


# Embedding


def test_embedding_is_stable_and_of_unit_length() -> None:
    vectors = HashedCharacters().embed(["抓好项目建设", "", "〔数〕"])
    assert [len(vector) for vector in vectors] == [1024] * 3
    assert all(math.isclose(math.hypot(*vector), 1, abs_tol=1e-5) for vector in vectors)
    assert [at for at, value in enumerate(HashedCharacters().embed(["抓"])[0]) if value] == [831]
    assert list(character_terms("抓项〔项目〕目")) == ["抓", "项", "抓项", "目"]


# Index


def test_only_masked_text_is_kept(index: ExemplarIndex, tmp_path: Path) -> None:
    hidden = [line.split("\t")[1] for line in (DATA / "exemplar_names.txt").read_text("utf-8").splitlines() if "\t" in line]
    assert [name for name in hidden for passage in index.passages if name in passage.text + passage.heading] == []
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode("utf-8", "ignore")
    assert "佳联" not in stored
    assert "25.05" not in stored


@pytest.mark.slow
def test_building_twice_adds_nothing(tmp_path: Path) -> None:
    first = open_index(tmp_path)
    ids, count = [passage.id for passage in first.passages], first.count
    first.rebuild()
    place = first.place
    assert first.health()
    first.close()
    second = open_index(tmp_path)
    assert ([passage.id for passage in second.passages], second.count, second.place) == (ids, count, place)
    assert second.health()
    second.close()
    assert [child.name for child in Path(place).parent.iterdir() if child.is_dir()] == [Path(place).name]


def _garbage(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 100)


def _lost_segment(folder: Path) -> None:
    for child in [child for child in folder.iterdir() if child.is_dir()]:
        shutil.rmtree(child)


def _lost_rows(folder: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(folder / "chroma.sqlite3")
    connection.execute("delete from embeddings where id > 20")
    connection.commit()
    connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("damage", [shutil.rmtree, _garbage, _lost_segment, _lost_rows])
def test_a_damaged_directory_is_built_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    index = open_index(tmp_path)
    answer = [exemplar.id for exemplar in index.retrieve("抓好园区建设")]
    index.close()
    damage(Path(index.place))
    again = open_index(tmp_path)
    assert again.health()
    assert [exemplar.id for exemplar in again.retrieve("抓好园区建设")] == answer
    again.close()


def test_another_corpus_gets_another_directory(tmp_path: Path) -> None:
    first = open_index(tmp_path / "home")
    first.close()
    other = open_index(tmp_path / "home", corpus=write_corpus(tmp_path / "corpus", manifest=RECORD))
    assert other.place != first.place
    assert other.count == 2
    assert [exemplar.speech for exemplar in other.retrieve("开会")] == ["a", "a"]
    other.close()


def test_a_home_that_cannot_be_written_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.warns(UserWarning, match="临时文件夹"):
        index = open_index(tmp_path / "file")
    assert index.health()
    assert len(index.retrieve("抓好项目")) == 3
    index.close()


def test_a_closed_index_opens_itself_again(index: ExemplarIndex) -> None:
    index.close()
    assert len(index.retrieve("抓好项目")) == 3
    assert index.health()


def test_no_passages_are_no_trouble(tmp_path: Path) -> None:
    index = ExemplarIndex([], tmp_path)
    assert (index.count, index.health(), index.retrieve("项目")) == (0, True, ())


OPEN = """
import sys
from pathlib import Path
from assistant.exemplars import open_index
index = open_index(Path(sys.argv[1]))
print(index.health(), index.count)
"""


@pytest.mark.slow
def test_two_processes_at_once_do_not_spoil_it(tmp_path: Path, index: ExemplarIndex) -> None:
    home = tmp_path / "shared-home"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    running = [
        subprocess.Popen([sys.executable, "-c", OPEN, str(home)], stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in running] == [f"True {index.count}"] * 2


def test_two_threads_at_once_do_not_spoil_it(tmp_path: Path) -> None:
    opened: list[ExemplarIndex] = []
    threads = [threading.Thread(target=lambda: opened.append(open_index(tmp_path))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [index.health() for index in opened] == [True, True]
    for index in opened:
        index.close()


# Leaks


def test_leaks_name_what_a_draft_must_not_say() -> None:
    leaks = leaks_of(SPEECHES)
    assert {"佳联印染", "台沃", "31236", "四送一服", "百日攻坚行动", "东部产业园区", "全省县域经济发展先进县"} <= set(leaks.names)
    assert {"25.05亿元", "83.14%", "64家"} <= leaks.numbers
    general = ["开门红", "一企一策", "小升规", "店小二", "四川", "新能源", "食品加工", "汽车底盘生产", "活性氧化铝", "先锋队"]
    assert [name for name in general if name in leaks.names] == []
    assert leaks.names["佳联印染"] == "企业"
    assert leaks.passages == tuple(speech.text for speech in SPEECHES)
    assert leaks_of(SPEECHES) is leaks
    assert not LeakIndex().names


@pytest.mark.shared
def test_reference_speeches_hold_no_leak(shared: Path) -> None:
    leaks = leaks_of(SPEECHES)
    for path in sorted((shared / "scenarios" / "references").glob("*.txt")):
        text = path.read_text("utf-8")
        assert [name for name in leaks.names if name in text] == []
