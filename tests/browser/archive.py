"""Stories that try what the sample doesn't: other years, disputes, corrections, money, names that look like markup."""

from __future__ import annotations

from collections.abc import Mapping

HOSTILE = "<img src=x onerror=alert(1)> & </script><b>Bold</b>"

FILES: Mapping[str, str] = {
    "stories/2031/orbital-loses-its-founder.md": f"""---
title: 'Orbital {HOSTILE}'
standfirst: The pilot who founded it goes to Meridian </script>
date: 2031-03-04
updated: 2031-03-09
authors: [Grace Murray]
topics: [hiring]
sources:
  letter: {{title: A letter to the staff, publisher: Orbital, date: 2031-03-03, url: "https://example.org/letter"}}
people:
  Ada Byron:
    - {{left: Orbital, to: Meridian, date: 2031-03-01, role: chief pilot, source: letter}}
    - {{said: We flew too low, source: letter, date: 2031-03}}
    - {{asked: a comment, answer: declined}}
  Zoe O'Neill-Sørensen:
    - {{held: navigator, at: Orbital}}
companies:
  Orbital:
    - {{formed: 2029-05, by: [Ada Byron, Charles Babbage]}}
    - {{raised: 40 million EUR, date: 2030-06, valuation: 1.2bn EUR, investors: [Meridian], round: Series B}}
claims:
  - {{says: One of two founders remains, count: founders-remaining, company: Orbital, is: 1, of: 2}}
corrections:
  - {{date: 2031-03-09, text: An earlier version misspelt a name.}}
---
[[Ada Byron]] left Orbital </script><script>alert(1)</script> on the first of March, says a letter about zeppelins.

## What the letter says

| who | what |
| --- | --- |
| [[Zoe O'Neill-Sørensen]] | stays, with a_very_long_word_that_no_line_could_break_for_want_of_a_place |

```
a line of code that is rather longer than any telephone could show without moving it sideways
```
""",
    "stories/2030/orbital-loses-its-founder-early.md": """---
title: Pilot of Orbital said to be gone
date: 2030-09-01
authors: [Grace Murray]
topics: [hiring]
people:
  Ada Byron:
    - {left: Orbital, date: 2030-08-15}
---
Ada Byron has left Orbital, people there say. Zeppelins were not mentioned.
""",
    "stories/2023/babbage-arrives.md": """---
title: Babbage arrives at Orbital's predecessor
date: 2023-02-01
topics: [hiring]
people:
  Charles Babbage:
    - {joined: Meridian, date: 2023-01-15, role: engineer}
---
Charles Babbage joined Meridian. He brings an ornithopter.
""",
    "stories/2019/meridian.md": """---
title: Meridian opens
date: 2019-02-01
companies:
  Meridian:
    - {formed: 2019}
---
Meridian opens its doors; an ornithopter hangs from the ceiling.
""",
    "pages/marked-up.md": """---
title: Marked up
---
What Material documents, in a page of an editor's.

- [ ] Ask her
- [x] Read the letter

!!! note "What the letter says"
    That she leaves.

??? tip "What it doesn't say"
    Why.
""",
    "stories/2031/from-the-right.md": """---
title: شركة ناشئة تفقد مؤسسها 7!
standfirst: المؤسس يغادر.
date: 2031-03-05
authors: [منى الأحمد, سعيد ناصر, علي حسن]
people:
  ليلى حداد:
    - {founded: شركة النور, date: 2020-05}
    - {left: شركة النور, date: 2031-03-01, role: مديرة}
  عمر خليل:
    - {joined: شركة النور, date: 2031-02-01, role: مهندس}
  Ada Byron:
    - {related: عمر خليل, as: colleague}
companies:
  شركة النور:
    - {raised: 2 million EUR, date: 2020-06-01}
    - {raised: 1 million EUR, date: 2031-01-01}
---
قالت ليلى حداد إنها تغادر في 2031.

- قائمة 5.
""",
    "stories/2031/mixed.md": """---
title: 'נועה כהן leaves Helios, she says, "to sleep"'
standfirst: נועה כהן, 40, left after 3 years.
date: 2031-03-06
people:
  נועה כהן:
    - {left: Helios, date: 2031-03-03}
---
נועה כהן, 40, left Helios, she says.
""",
    **{
        f"stories/2031/from-the-right-{number}.md": f"""---
title: Haddad, {number}
date: 2031-02-1{number}
people:
  ليلى حداد: [{{joined: Meridian, date: 2031-02-1{number}, status: denied}}]
  {"Longname" * 16}: [{{joined: {"Longhouse" * 12}, date: 2031-02-1{number}, role: pilot}}]
---
Words.
"""
        for number in range(2)
    },
    "people/noa.md": """---
name: נועה כהן
aliases: [Noa Cohen]
---
She is no longer in one place.
""",
    "stories/2031/ines.md": """---
title: Duarte flies
date: 2031-02-20
people:
  Inês Duarte:
    - {joined: Meridian, date: 2031-02-19, role: pilot}
---
No one in the hangar knew. Inês Duarte flies in March.
""",
    "people/ada-byron.md": """---
name: Ada Byron
aliases: [Countess of Lovelace]
weak_aliases: [Enchantress]
former_names: [{name: Augusta Gordon, until: 2025}]
redirect_from: [augusta-gordon]
---
A pilot.
""",
    "people/hostile.md": f"---\nname: 'Mallory {HOSTILE}'\n---\nNobody.\n",
}
