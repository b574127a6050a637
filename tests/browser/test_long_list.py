"""A long list of questions on a phone: the first fifty, and more by tapping."""

from playwright.async_api import expect

from ..support.many import store_questions
from ..support.talks import Talk
from .crowd import Crowd
from .people import Phone

MANY = 180


async def long_list(crowd: Crowd, talk: Talk) -> Phone:
    attendee = await talk.attendee()
    store_questions(talk, MANY, best=100)
    await attendee.until(lambda model: model["state"].get("totals", {}).get("waiting") == MANY)
    phone = Phone(await crowd.come())
    await phone.page.goto(talk.links["attendee"])
    await phone.is_live()
    return phone


async def test_more_questions_come_by_tapping(crowd: Crowd, talk: Talk):
    phone = await long_list(crowd, talk)
    await expect(phone.list).to_have_count(50)
    await expect(phone.list.first).to_contain_text("#100")
    more = phone.page.locator("#more")
    await expect(more).to_contain_text("50 of 180 shown")
    await more.get_by_role("button", name="Show more").tap()
    await expect(phone.list).to_have_count(100)
    await expect(phone.list.nth(99)).to_contain_text("#99")
    await more.get_by_role("button", name="Show more").tap()
    await more.get_by_role("button", name="Show more").tap()
    await expect(phone.list).to_have_count(MANY)
    await expect(more.get_by_role("button")).to_have_count(0)
    await phone.vote(180)
    await phone.page.reload()
    await expect(phone.list.first).to_contain_text("#100")
    await expect(phone.list.nth(1)).to_contain_text("#180")


async def test_votes_elsewhere_are_no_news_and_a_new_question_is(crowd: Crowd, talk: Talk):
    phone, other = await long_list(crowd, talk), await talk.attendee()
    sql = f"SELECT id FROM live_sessions_question WHERE session_id = {talk.session_id} AND number = 120"
    [(far,)] = talk.deployment.rows(sql)
    await other.do("question.upvote", question=far, on=True)
    await other.do("question.ask", text="Is this news?")
    await expect(phone.news).to_contain_text("1 new")
    await phone.news.tap()
    await expect(phone.list.first).to_contain_text("Is this news?")
    await expect(phone.list.nth(2)).to_contain_text("#120")
    await expect(phone.list).to_have_count(50)
