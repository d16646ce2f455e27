"""How long an audit takes, and how that grows: every point of a curve is measured in a fresh process and stopped after two minutes.

Growth is told as seconds for each thousand characters, or for each hundred rows, against the first point: 1.0 is linear. Beside the
seconds stands the number of cells that were matched with figures, which no machine changes.
"""

import json
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import cycle, islice, product
from typing import Any

from assistant import Brief, check_numbers
from assistant.audit.matching import Match, Matcher
from benchmarks.audit.mutations import FOLDER, names, speech_of

LIMIT = 120
RUNS = 10
ROWS, CHARACTERS = 30, 3_000
LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
TABLES = (30, 100, 300, 1_000, 2_000)
ONE = "规上工业总产值完成312.6亿元，同比增长8.4%。"
FIRST = f"""
import time
start = time.perf_counter()
from assistant import check_numbers
check_numbers({ONE!r}, {{"figures": [{{"indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4"}}]}})
print(time.perf_counter() - start)
"""
BRANCHES = """
食品加工 饮料制造 粮油 乳品 肉制品 水产品 烟草 纺织 服装 皮革 木材 家具 造纸 印刷 文体用品 石油化工 煤化工 精细化工 化肥 涂料 医药 中药
医疗器械 化纤 橡胶 塑料 水泥 玻璃 陶瓷 耐火材料 钢铁 铸造 铝加工 铜加工 五金 锅炉 机床 轴承 农机 矿山机械 工程机械 汽车零部件 轨道装备 船舶
电机 线缆 电池 光伏 照明 家电 软件 芯片 传感器 机器人 无人机 储能 氢能 风电 生物质 再生资源 包装 玩具 眼镜 钟表 珠宝 香料 茶叶 酿酒 制糖
饲料
"""
MEASURES = """
产值 营业收入 利润总额 税收 出口交货值 用电量 用工人数 技改投资 固定资产投资 研发投入 新产品销售 库存 应收账款 贷款余额 亏损额
订单额 物流费用 设备投资 电力消费 天然气用量 企业数 开工项目数 竣工项目数 停产户数 用地面积 厂房面积 货运量 专利数 商标数 标准数
"""
UNITS = {
    "用电量": "万千瓦时",
    "电力消费": "万千瓦时",
    "用工人数": "人",
    "企业数": "户",
    "停产户数": "户",
    "开工项目数": "个",
    "竣工项目数": "个",
}
UNITS |= {
    "用地面积": "亩",
    "厂房面积": "万平方米",
    "货运量": "万吨",
    "天然气用量": "万立方米",
    "专利数": "件",
    "商标数": "件",
    "标准数": "项",
}


@dataclass(frozen=True)
class Point:
    """One measurement.

    Attributes:
        size: Characters or rows.
        prepare: Seconds until a first sentence is audited with this brief.
        audit: Seconds of the audit itself, everything about the brief known.
        figures: Figures judged.
        cells: Cells matched with them.
    """

    size: int
    prepare: float
    audit: float
    figures: int
    cells: int


def text_of(length: int) -> str:
    """Return a text of a length: the speeches one after another, over and over."""
    return "".join(islice(cycle("\n".join(speech_of(name) for name in names()) + "\n"), length))


def generated_row(number: int, branch: str, measure: str) -> dict[str, Any]:
    """Return one row under a name of its own: a level, its growth, and for every third a target with its progress."""
    value, unit = 10 + number * 7 % 890, UNITS.get(measure, "亿元")
    row = {"id": f"x{number}", "indicator": branch + measure, "value": value, "unit": unit, "yoy": f"{number % 29}.{number % 10}"}
    return row | ({"target": value * 2, "progress": "50.0"} if number % 3 == 0 else {})


def brief_with(rows: int) -> Brief:
    """Return the first brief of the benchmark, filled up with generated rows."""
    import yaml

    plain = yaml.safe_load((FOLDER / "briefs" / f"{names()[0]}.yaml").read_text("utf-8"))
    more = islice(product(MEASURES.split(), BRANCHES.split()), max(0, rows - len(plain["figures"])))
    plain["figures"] += [generated_row(number, branch, measure) for number, (measure, branch) in enumerate(more)]
    return Brief.of(plain)


def point(kind: str, size: int) -> Point:
    """Measure one point in this process."""
    brief = brief_with(size if kind == "rows" else ROWS)
    text = text_of(size if kind == "characters" else CHARACTERS)
    start = time.perf_counter()
    check_numbers(ONE, brief)
    prepared = time.perf_counter()
    matched: list[int] = []
    whole = Matcher.matches

    def counted(self: Matcher, claim: Any) -> list[Match]:
        found = whole(self, claim)
        matched.append(len(found))
        return found

    Matcher.matches = counted  # type: ignore[method-assign]
    try:
        check_numbers(text, brief)
    finally:
        Matcher.matches = whole  # type: ignore[method-assign]
    return Point(size, prepared - start, time.perf_counter() - prepared, len(matched), sum(matched))


def fresh(kind: str, size: int) -> Point | None:
    """Measure one point in a process of its own; nothing when it takes longer than the limit."""
    command = [sys.executable, "-m", "benchmarks.audit.speed", kind, str(size)]
    try:
        done = subprocess.run(command, cwd=FOLDER.parents[1], capture_output=True, text=True, check=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None
    return Point(**json.loads(done.stdout))


def print_curve(kind: str, sizes: tuple[int, ...]) -> None:
    """Print the points of a curve until one is stopped."""
    fixed = f"{ROWS} rows" if kind == "characters" else f"{CHARACTERS:,} characters"
    print(f"\n{kind + ', ' + fixed:32}{'prepare s':>10}{'audit s':>10}{'× first':>9}{'÷ size':>8}{'figures':>9}{'cells':>13}{'÷ size':>8}")
    first: Point | None = None
    for size in sizes:
        here = fresh(kind, size)
        if here is None:
            print(f"{size:32,}   stopped after {LIMIT} s, larger ones not tried")
            return
        first = first or here
        times, cells, scale = here.audit / first.audit, here.cells / first.cells, size / first.size
        counts = f"{here.figures:9,}{here.cells:13,}{cells / scale:8.2f}"
        print(f"{size:32,}{here.prepare:10.3f}{here.audit:10.3f}{times:9.1f}{times / scale:8.2f}{counts}")


def repeated() -> list[float]:
    """Return the seconds of audits of one speech of 3,000 characters with 30 rows, everything warm."""
    brief, text, taken = brief_with(ROWS), text_of(CHARACTERS), []
    for turn in range(RUNS + 1):
        start = time.perf_counter()
        check_numbers(text + "\n" * turn, brief)
        taken.append(time.perf_counter() - start)
    return taken[1:]


def first_check() -> float:
    """Return the seconds from import to the first report in a fresh process, the median of five."""
    runs = [
        subprocess.run([sys.executable, "-c", FIRST], cwd=FOLDER.parents[1], capture_output=True, text=True, check=True) for _ in range(5)
    ]
    return statistics.median(float(run.stdout) for run in runs)


def main() -> None:
    """Print all measurements."""
    taken = [1000 * seconds for seconds in repeated()]
    print(f"{f'{CHARACTERS:,} characters, {ROWS} rows':40}{statistics.median(taken):8.0f} ms   (median of {RUNS}, best {min(taken):.0f})")
    print(f"{'import and first check, fresh process':40}{1000 * first_check():8.0f} ms   (median of 5)", flush=True)
    print_curve("characters", LENGTHS)
    print_curve("rows", TABLES)


if __name__ == "__main__":
    print(json.dumps(asdict(point(sys.argv[1], int(sys.argv[2])))))
