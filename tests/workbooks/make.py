"""Workbooks of the same content by different programs: make.py FOLDER

openpyxl (from PyPI) writes `openpyxl.xlsx` and `formulas.xlsx`, in which no formula has a value. LibreOffice, if
`soffice` is on PATH, writes `libreoffice.xlsx`, `libreoffice.ods` and `libreoffice.xls` from the first, and
`calculated.xlsx`, `calculated.ods` and `calculated.xls` from the second.
"""

import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile

from openpyxl import Workbook


def ledger() -> Workbook:
    workbook = Workbook()
    grids = workbook.active
    grids.title = "三级网格"
    rows = [
        ["须水街道网格台账"],
        ["网格编码", "网格名称", "上级编码", "户数", "建筑面积", "启用日期", "已核实", "备注"],
        ["000123", "第一网格", "G-1", 420, 3244.52, datetime.date(2025, 3, 1), True, "第一行\n第二行"],
        ["000124", " 第二  网格 ", "G-1", 0.1, -7, datetime.datetime(2025, 3, 1, 12, 0), False, "a<b & \"c\""],
        [],
        [410102012001, "第三网格", "G-2", 38000, 1e15, datetime.date(1999, 12, 31), None, "𠀀😀"],
        [None, None, None, "#REF!"],
        ["合计", None, None, 38420.1],
    ]
    for row in rows:
        grids.append(row)
    grids["D7"].data_type = "e"
    grids.merge_cells("A1:H1")
    grids.merge_cells("C3:C4")
    far = workbook.create_sheet("人员")
    far.sheet_state = "hidden"
    far["A1"] = "姓名"
    far["IV500"] = "张三"
    workbook.create_sheet("空表")
    return workbook


def formulas() -> Workbook:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "合计"
    for row in (["户数", 64], ["户数", 28], ["合计", "=SUM(B1:B2)"], ["名称", '=A1&"合计"'], ["空", '=""']):
        sheet.append(row)
    sheet["B6"] = "=1/0"
    sheet["B7"] = "=B1>B2"
    return workbook


def zeros() -> Workbook:
    """Codes that stand as numbers, and only their format shows their leading zeros."""
    workbook = Workbook()
    grids = workbook.active
    grids.title = "微网格"
    for row in (["网格编号", "网格名称", "上级", "户数"], [1003, "甲", 1001, 64], [1004, "乙", "01001", 7]):
        grids.append(row)
    for cell, pattern in (("A2", "00000"), ("A3", "00000"), ("C2", "[$-804]00000"), ("D3", "000")):
        grids[cell].number_format = pattern
    thirds = workbook.create_sheet("三级网格")
    for row in (["网格编号", "网格名称"], ["01001", "一号网格"]):
        thirds.append(row)
    return workbook


def convert(soffice: str, source: pathlib.Path, target: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            soffice,
            f"-env:UserInstallation=file://{scratch}/profile",
            "--headless",
            "--convert-to",
            target.suffix[1:],
            "--outdir",
            f"{scratch}/out",
            str(source),
        ]
        subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL)
        shutil.copyfile(pathlib.Path(scratch, "out", source.stem + target.suffix), target)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    ledger().save(folder / "openpyxl.xlsx")
    formulas().save(folder / "formulas.xlsx")
    zeros().save(folder / "zeros.xlsx")
    soffice = shutil.which("soffice")
    if soffice is None:
        print("no soffice on PATH: LibreOffice's workbooks are not made")
        return
    for source, name in (("openpyxl.xlsx", "libreoffice"), ("formulas.xlsx", "calculated"), ("zeros.xlsx", "padded")):
        for kind in ("xlsx", "ods", "xls"):
            convert(soffice, folder / source, folder / f"{name}.{kind}")


if __name__ == "__main__":
    main()
