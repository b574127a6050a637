"""Commands about the session as a whole, its stage and its record."""

from typing import Literal

from .command import Command, Id

StageView = Literal["join", "questions", "poll", "leaderboard", "blank"]
NamesMode = Literal["optional", "off"]
ListLanguage = Literal["en", "fr"]


class UndoAct(Command):
    """Take back one act of the audit trail, if nothing built on it since."""

    tag = "act.undo"
    act: Id


class ShowStage(Command):
    """Choose what the big screen shows. `poll` is needed with the view "poll"."""

    tag = "stage.show"
    view: StageView
    poll: Id | None = None


class ShowJoinPanel(Command):
    """Show or hide the panel with code and QR beside the stage."""

    tag = "stage.join_panel"
    on: bool


class UpdateSession(Command):
    """Change settings of the session; what is left out stays as it is.

    Clouds and names refuse the words on the lists of `languages` and those in `also_block`, but for those in
    `never_block`: one word or phrase a line, or with commas between.
    """

    tag = "session.update"
    title: str | None = None
    moderated: bool | None = None
    intake_open: bool | None = None
    question_max_length: int | None = None
    names: NamesMode | None = None
    languages: list[ListLanguage] | None = None
    also_block: str | None = None
    never_block: str | None = None


class EndSession(Command):
    """Close the session for good: its code becomes free, everybody may still read."""

    tag = "session.end"


class ReopenSession(Command):
    """Open an ended session again, if no open one has its code by now."""

    tag = "session.reopen"
