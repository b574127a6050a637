"""Words of clouds are counted apart where they differ by accents: the counts are made anew from the answers.

It uses the rule of the code as it is, so that the rows agree with what is written from now on.
"""

from collections import Counter, defaultdict
from typing import Any

from django.db import migrations

from ..polls.kinds.wordcloud import most_used, skeleton


def recount(apps: Any, schema_editor: Any) -> None:
    answers = apps.get_model("live_sessions", "Answer").objects
    for poll in apps.get_model("live_sessions", "Poll").objects.filter(kind="wordcloud").iterator():
        spellings: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
        for epoch, words in answers.filter(poll=poll).values_list("epoch", "value").iterator():
            for word in words:
                spellings[epoch, skeleton(word)][word] += 1
        rewrite(apps.get_model("live_sessions", "Word"), poll, spellings)


def rewrite(model: Any, poll: Any, spellings: dict[tuple[int, str], Counter[str]]) -> None:
    """Write the rows of one cloud. A word keeps the id of an earlier one, for undo; what was hidden stays hidden."""
    earlier = list(model.objects.filter(poll=poll).order_by("pk"))
    row_of = {(row.epoch, spelling): row for row in earlier for spelling in row.spellings}
    ids = {row.pk for row in earlier}
    hidden = {(row.epoch, row.skeleton): Counter[str]() for row in earlier if row.hidden}
    rows = []
    for (epoch, key), counts in sorted(
        (hidden | spellings).items(), key=lambda item: (-item[1].total(), item[0])
    ):
        parts = [row for spelling in counts if (row := row_of.get((epoch, spelling)))]
        parts += [row for row in earlier if not counts and (row.epoch, row.skeleton) == (epoch, key)]
        row = model(poll=poll, epoch=epoch, skeleton=key, count=counts.total(), spellings=most_used(counts))
        row.hidden = any(part.hidden for part in parts)
        row.pk = next((part.pk for part in parts if part.pk in ids), None)
        ids.discard(row.pk)
        rows.append(row)
    model.objects.filter(poll=poll).delete()
    model.objects.bulk_create([row for row in rows if row.pk], batch_size=500)
    model.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("live_sessions", "0006_word_lists_of_a_session")]
    operations = [migrations.RunPython(recount, migrations.RunPython.noop)]
