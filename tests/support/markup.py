"""What is wrong with a page though a browser shows it: missing names, targets and secrets, texts that became markup."""

from html.parser import HTMLParser

# What people wrote in a test has this element in it; a page that has it as one took words for markup.
FOREIGN = "x-foreign"
_REFERENCES = ("for", "form", "aria-labelledby", "aria-describedby", "list", "popovertarget", "data-copy")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Markup(HTMLParser):
    """A page, read. `tags` are its elements as (name, attributes), in order; `wrong` says what is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[int, str] = {}
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        is_labelled = any(self.tags[at][0] == "label" for at in self._open)
        self.tags[-1][1]["+labelled"] = "yes" if is_labelled else ""
        self._open += [] if tag in _VOID else [len(self.tags) - 1]
        forms = [at for at in self._open if self.tags[at][0] == "form"]
        self.tags[-1][1]["+form"] = str(forms[-1]) if forms else ""

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self._open and self.tags[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for at in self._open:
            self.texts[at] = self.texts.get(at, "") + data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of all elements of a kind, with these among them."""
        return [given for name, given in self.tags if name == tag and wanted.items() <= given.items()]

    def links(self) -> dict[str, str]:
        """Where links lead, by the words on them (or their name)."""
        return {
            given.get("aria-label") or " ".join(self.texts.get(at, "").split()): given["href"]
            for at, (name, given) in enumerate(self.tags)
            if name == "a"
        }

    def forms(self) -> list[dict[str, str]]:
        """The fields of each form, with its "action"; secrets are left out."""
        found = []
        for at, (name, given) in enumerate(self.tags):
            if name == "form":
                fields = [field for kind, field in self.tags if kind == "input" and field["+form"] == str(at)]
                values = {
                    field["name"]: field.get("value", "") for field in fields if field.get("type") == "hidden"
                }
                values.pop("csrfmiddlewaretoken", None)
                found.append({"action": given.get("action", ""), **values})
        return found

    @property
    def wrong(self) -> list[str]:
        """A line for each mistake."""
        ids = [given["id"] for _, given in self.tags if "id" in given]
        lines = [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]
        lines += [f"{FOREIGN} is markup"] if self.all(FOREIGN) else []
        labels = {given.get("for") for given in self.all("label")}
        for at, (name, given) in enumerate(self.tags):
            lines += [
                f"<{name} {attribute}={given[attribute]}> leads nowhere"
                for attribute in _REFERENCES
                if name != "dialog"  # scripts fill it
                and not set(given.get(attribute, "").split()) <= set(ids)
            ]
            if name == "a" and given.get("href", "").startswith("#") and given["href"][1:] not in ids:
                lines.append(f"{given['href']} leads nowhere")
            if name == "a" and given.get("target") == "_blank" and "noopener" not in given.get("rel", ""):
                lines.append(f"{given.get('href')} hands the page over")
            is_field = name in ("textarea", "select") or (
                name == "input" and given.get("type", "text") not in ("hidden", "submit")
            )
            is_named = (
                given["+labelled"]
                or given.get("id") in labels
                or given.keys() & {"aria-label", "aria-labelledby"}
            )
            if is_field and not is_named:
                lines.append(f"<{name} name={given.get('name')}> has no name")
            if name == "form" and given.get("method") == "post" and not self._has_secret(at):
                lines.append(f"the form to {given.get('action')} has no secret")
            if name == "img" and not given.get("alt"):
                lines.append(f"{given.get('src')} has no words")
            if name in ("nav", "aside", "dialog") and not given.keys() & {"aria-label", "aria-labelledby"}:
                lines.append(f"<{name} class={given.get('class')}> has no name")
            if name == "th" and not given.get("scope"):
                lines.append("a head of no row and no column")
            if name == "html" and not given.get("lang"):
                lines.append("no language")
        if not self.all("meta", name="referrer", content="same-origin"):
            lines.append("addresses are told to others")
        return lines

    def _has_secret(self, form: int) -> bool:
        return any(
            name == "input" and given.get("name") == "csrfmiddlewaretoken" and given["+form"] == str(form)
            for name, given in self.tags
        )
