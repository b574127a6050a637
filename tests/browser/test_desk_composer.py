"""Writing polls at the desk: templates, pasted lists, drafts that stay, and what is wrong said beside its field."""

from playwright.async_api import Locator, Page, expect

from ..support.talks import Talk
from .crowd import LAPTOP, Crowd
from .people import Desk

# By name: the kind they make, the title and the options they write.
TEMPLATES = {
    "en-GB": {
        "Yes or no": ("choice", "", ["Yes", "No"]),
        "How much do you agree?": (
            "choice",
            "",
            ["Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree"],
        ),
        "Rate from 1 to 5": ("rating", "", []),
        "A – D": ("choice", "", ["A", "B", "C", "D"]),
        "Where are you from?": ("wordcloud", "Where are you from?", []),
    },
    "fr-FR": {
        "Oui ou non": ("choice", "", ["Oui", "Non"]),
        "Qu’en pensez-vous\u202f?": (
            "choice",
            "",
            ["Tout à fait d’accord", "Plutôt d’accord", "Ni d’accord ni pas d’accord", "Plutôt pas d’accord",
             "Pas du tout d’accord"],
        ),
        "Noter de 1 à 5": ("rating", "", []),
        "A – D": ("choice", "", ["A", "B", "C", "D"]),
        "D’où venez-vous\u202f?": ("wordcloud", "D’où venez-vous\u202f?", []),
    },
}  # fmt: skip


async def open_composer(page: Page, talk: Talk) -> None:
    """Open the desk and begin a poll by its key."""
    await page.goto(talk.links["moderator"])
    await expect(page.locator("#new-poll")).to_be_visible()
    await page.keyboard.press("n")
    await expect(page.locator("#poll-title")).to_be_visible()


def options(page: Page) -> Locator:
    """The fields of the options."""
    return page.locator(".pollform__option input[dir=auto]")


async def written(page: Page) -> list[str]:
    """What stands in the fields of the options."""
    return [await field.input_value() for field in await options(page).all()]


async def paste(field: Locator, text: str) -> None:
    """Paste a text, as from a document."""
    await field.focus()
    await field.evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        text,
    )


async def test_templates_write_the_usual_polls_in_the_language_of_the_desk(crowd: Crowd, talk: Talk):
    for locale, templates in TEMPLATES.items():
        page = await crowd.come(LAPTOP, locale=locale)
        await open_composer(page, talk)
        for place, (name, (kind, title, texts)) in enumerate(templates.items()):
            await page.locator(".pollform__head [aria-haspopup=menu]").press("Enter")
            items = page.get_by_role("menuitem")
            assert [words.strip() for words in await items.all_inner_texts()] == list(templates)
            for _ in range(place):
                await page.keyboard.press("ArrowDown")
            await page.keyboard.press("Enter")
            await expect(page.locator(f"#poll-kind-{kind}"), name).to_be_checked()
            await expect(page.locator("#poll-title")).to_have_value(title)
            await expect(page.locator("#poll-title")).to_be_focused()
            if texts:
                assert await written(page) == texts
            await page.locator(".pollform__head .button").first.press("Enter")  # without the template
            await expect(page.locator("#poll-kind-choice")).to_be_checked()


async def test_a_pasted_list_becomes_options_and_stays_over_a_reload(crowd: Crowd, talk: Talk):
    desk = Desk(await crowd.come(LAPTOP))
    page, keyboard = desk.page, desk.page.keyboard
    await open_composer(page, talk)
    error = page.locator("#poll-options-error")
    many = [f"Station {n}" for n in range(1, 26)]
    await paste(options(page).first, "\n".join(f"{n}. {text}" for n, text in enumerate(many, 1)))
    assert await written(page) == many
    await expect(error).to_have_text("A poll can have 20 options, these are 25. Take some out.")
    await expect(options(page).last).to_be_focused()

    await page.reload()
    await expect(options(page)).to_have_count(25)
    assert await written(page) == many
    await page.locator("#poll-title").focus()
    await keyboard.type("Where do you change trains?")
    await keyboard.press("ControlOrMeta+Enter")
    await expect(error).to_have_text("A poll can have 20 options, these are 25. Take some out.")
    await expect(options(page).nth(20)).to_be_focused()
    assert "poll-options-error" in (await options(page).nth(20).get_attribute("aria-describedby") or "")

    for _ in range(5):
        await options(page).last.focus()
        await keyboard.press("ControlOrMeta+a")
        await keyboard.press("Backspace")
        await keyboard.press("Backspace")
    await options(page).nth(1).fill("station 1")
    await keyboard.press("ControlOrMeta+Enter")
    await expect(error).to_have_text("Two options say the same: “station 1”.")
    await expect(options(page).nth(1)).to_be_focused()
    await keyboard.press("ControlOrMeta+a")
    await keyboard.type("Station \u202e2")  # only the server knows that this cannot be shown
    await keyboard.press("ControlOrMeta+Enter")
    await expect(page.locator("#poll-form-error")).to_contain_text("U+202E")
    await expect(options(page)).to_have_count(20)
    await options(page).nth(1).fill("Station 2")
    await keyboard.press("ControlOrMeta+Enter")
    await expect(desk.poll.filter(has_text="Where do you change trains?")).to_contain_text("20 options")


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(crowd: Crowd, talk: Talk):
    page = await crowd.come(LAPTOP)
    keyboard = page.keyboard
    await open_composer(page, talk)
    await keyboard.press("ControlOrMeta+Enter")
    title = page.locator("#poll-title")
    await expect(page.locator("#poll-title-error")).to_have_text("Write what you want to ask.")
    await expect(page.locator("#poll-options-error")).to_have_text("Write 2 to 20 options.")
    await expect(title).to_be_focused()
    await title.fill("Why? " * 50)
    await keyboard.press("ControlOrMeta+Enter")
    await expect(page.locator("#poll-title-error")).to_have_text(
        "This is too long: 249 characters, at most 200 fit."
    )
    await expect(title).to_have_value("Why? " * 50)
    await title.fill("How many?")
    await page.locator("#poll-kind-number").check(force=True)
    await page.locator("#poll-lowest").fill("10")
    await page.locator("#poll-highest").fill("1")
    await page.locator("#poll-seconds").fill("99999")
    await keyboard.press("ControlOrMeta+Enter")
    await expect(page.locator("#poll-highest-error")).to_have_text(
        "This must be more than the lowest number."
    )
    await expect(page.locator("#poll-seconds-error")).to_have_text("Write a number from 0 to 3600.")
    await expect(page.locator("#poll-highest")).to_be_focused()
    await keyboard.press("Escape")
    await expect(title).to_be_hidden()
    await page.get_by_role("button", name="Unfinished poll").press("Enter")
    await expect(title).to_have_value("How many?")
    await expect(page.locator("#poll-highest")).to_have_value("1")
