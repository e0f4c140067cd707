"""Cells of plain tables say which column they stand in; any other table is left as it is."""

from __future__ import annotations

from generator.publish.html.tables import labelled

HEAD = "<table>\n<thead>\n<tr>\n<th>Who</th>\n<th>Said “so” &amp; <em>when</em></th>\n</tr>\n</thead>\n<tbody>\n"


def table(*rows: str) -> str:
    return f"{HEAD}{''.join(f'<tr>{chr(10)}{row}{chr(10)}</tr>{chr(10)}' for row in rows)}</tbody>\n</table>"


def test_each_cell_gets_its_columns_heading() -> None:
    made = labelled(f"<p>x</p>\n{table('<td>Ada</td><td></td>', '<td>Ben</td><td>y</td>')}\n<p>z</p>")
    assert made.count('<td data-label="Who">') == 2
    assert made.count('<td data-label="Said “so” &amp; when">') == 2
    assert made.endswith("</table>\n<p>z</p>")
    assert made.startswith("<p>x</p>\n<table>\n<thead>\n<tr>\n<th>Who</th>")


def test_cells_keep_their_attributes() -> None:
    assert '<td data-label="Who" style="text-align: right">' in labelled(table('<td style="text-align: right">1</td>'))


def test_a_heading_cannot_leave_its_attribute() -> None:
    quoted = table("<td>1</td>").replace("Who", 'W" onload="x')
    assert '<td data-label="W&quot; onload=&quot;x">' in labelled(quoted)


def test_a_table_with_spans_or_more_cells_than_headings_is_left_alone() -> None:
    for row in ("<td>1</td><td>2</td><td>3</td>", '<td colspan="2">1</td>', "<th>1</th><td>2</td>"):
        assert labelled(table(row)) == table(row)


def test_a_page_without_tables_stays_as_it_is() -> None:
    assert labelled("<p>x</p>") == "<p>x</p>"


def test_a_cell_with_a_word_that_no_column_has_room_for_says_so() -> None:
    long = "Long" * 10
    made = labelled(table(f'<td><a href="{long}/">Ada</a> B</td><td>a <a href="x">{long}</a>, b</td>', "<td>c</td>"))
    assert made.count("data-long") == 1
    assert f'<td data-label="Said “so” &amp; when" data-long="true">a <a href="x">{long}</a>' in made
