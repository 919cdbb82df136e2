"""The brief in a terminal."""

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from .page import Brief, Chart, Line, Table


def show(brief: Brief, console: Console) -> None:
    """Print the whole brief; charts are left out, for what they show stands in the tables."""
    against = f", beside {brief.rival_name}" if brief.rival_name else ""
    console.print(Text(f"{brief.name} ({brief.state}) in {brief.year}{against}", style="bold"))
    for section in brief.sections:
        console.print()
        console.rule(f"[bold]{section.number} {section.title}", align="left")
        console.print(Text(section.question, style="italic"))
        folded = [b.title for b in section.blocks if isinstance(b, Table) and b.folded]
        for block in section.blocks:
            if not isinstance(block, Chart) and not (isinstance(block, Table) and block.folded):
                console.print(_render(block))
        if folded:
            console.print(Text(f"- In the page and the JSON only: {'; '.join(folded)}.", style="italic"))


def _render(block: Line | Table) -> RenderableType:
    if isinstance(block, Line):
        return Padding(Text("- " + block.text()), (0, 0, 0, 0))
    table = RichTable(
        title=Text(block.title),
        title_justify="left",
        caption=Text(block.note) if block.note else None,
        caption_justify="left",
        title_style="bold",
        header_style="bold",
        expand=False,
        pad_edge=False,
    )
    for column in block.columns:
        table.add_column(Text(column), overflow="fold")
    for row in block.rows:
        table.add_row(*(Text(cell.text()) for cell in row))
    return Padding(table, (1, 0, 0, 0))
