"""Two pairs in one round, one that signed up here and one from sheets, and all who may look."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from disclosure_crawl import all_pages, as_read, these_pages
from disclosure_origins import Origin, a_whole_sheet, answers_of
from disclosure_traces import plain_text
from disclosure_world import REASON, TEMPLATES, World, all_reasons, build
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import Road

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import SheetKind
from mentorship.models.team import TeamMember
from mentorship.post.render import Stationery, render
from mentorship.services.imports import bring_in, look_through
from mentorship.services.profiles import claim


class Eye(StrEnum):
    """Who looks, at the one pair or at the other where that is a difference."""

    HER = "the mentee"
    THEM = "the mentor"
    LINK = "the mentor, by the letter"
    OTHER_MENTEE = "another mentee"
    OTHER_MENTOR = "another mentor"
    STRANGER = "a stranger"
    TEAM = "a coordinator"
    COLLEAGUE = "a coordinator at her workplace"


OF_ONE_PAIR = (Eye.HER, Eye.THEM, Eye.LINK)
HOMES: Mapping[Eye, tuple[str, ...]] = {
    Eye.HER: ("/home", "/yours/"),
    Eye.THEM: ("/mentor", "/yours/"),
    Eye.OTHER_MENTEE: ("/home", "/yours/"),
    Eye.OTHER_MENTOR: ("/mentor", "/yours/"),
    Eye.STRANGER: ("/",),
    Eye.TEAM: ("/desk/",),
    Eye.COLLEAGUE: ("/desk/",),
}


class Cohort:
    """The two pairs on their way, and what each viewer gets to read."""

    def __init__(
        self,
        app: Flask,
        session: Session,
        road: Road,
        make: Make,
        *,
        now: datetime,
        signed_in: Callable[[Account], Browser],
        browser: Callable[[], Browser],
    ) -> None:
        self.app, self.session, self.road, self.now = app, session, road, now
        self.signed_in, self.browser = signed_in, browser
        self.brought_in = [self._bring_in(side) for side in Side]
        accounts = {
            side: make.an_account(role, email=answers_of(Origin.SHEET, side)["email"].lower())
            for side, role in ((Side.MENTEE, RoleName.MENTEE), (Side.MENTOR, RoleName.MENTOR))
        }
        from_sheet = self._claimed(accounts)
        web: World = build(app, session, road, now, signed_in=signed_in, browser=browser)
        self.accounts = {
            Origin.WEB: {Side.MENTEE: web.mentee, Side.MENTOR: web.mentor},
            Origin.SHEET: accounts,
        }
        self.matches = {Origin.WEB: web.match, Origin.SHEET: self._second(from_sheet)}
        self.colleague = self._colleague(make)
        self.devices: dict[tuple[Eye, Origin], Browser] = {}

    def _bring_in(self, side: Side) -> str:
        kind = SheetKind.MENTEES if side is Side.MENTEE else SheetKind.MENTORS
        by = self.road.coordinator
        sheet = look_through(
            self.session,
            self.road.round,
            kind=kind,
            content=a_whole_sheet(side),
            file_name="a sheet.csv",
            by=by,
            now=self.now,
        )
        bring_in(self.session, sheet, by=by, now=self.now)
        self.session.commit()
        return sheet.id

    def _claimed(self, accounts: Mapping[Side, Account]) -> dict[Side, Profile]:
        found = {one.side: one for one in self.session.scalars(select(Profile))}
        for side, profile in found.items():
            claim(self.session, profile, accounts[side], now=self.now)
        self.session.commit()
        return found

    def _second(self, two: Mapping[Side, Profile]) -> Match:
        match = self.road.propose(two[Side.MENTEE], two[Side.MENTOR])
        match.explanation = all_reasons(self.session, self.road.round, match)
        self.session.commit()
        return match

    def _colleague(self, make: Make) -> Account:
        account = make.a_coordinator(email="colleague@example.net")
        member = self.session.get_one(TeamMember, account.id)
        member.places = [(answers_of(Origin.WEB, Side.MENTEE)["workplace"], None)]
        self.session.commit()
        return account

    def stand(self, state: MatchState) -> None:
        """Both pairs stand there, as after other answers; what may be seen hangs on that alone."""
        self.session.rollback()
        for match in self.matches.values():
            match.state = state
        self.session.commit()

    def device(self, eye: Eye, origin: Origin) -> Browser:
        key = (eye, origin if eye in OF_ONE_PAIR else Origin.WEB)
        if key not in self.devices:
            owner = self._owner(*key)
            self.devices[key] = self.signed_in(owner) if owner else self.browser()
        return self.devices[key]

    def _owner(self, eye: Eye, origin: Origin) -> Account | None:
        match eye:
            case Eye.HER:
                return self.accounts[origin][Side.MENTEE]
            case Eye.THEM:
                return self.accounts[origin][Side.MENTOR]
            case Eye.OTHER_MENTEE:
                return self._account("other-mentee@example.net")
            case Eye.OTHER_MENTOR:
                return self._account("other-mentor@example.net")
            case Eye.TEAM:
                return self.road.coordinator
            case Eye.COLLEAGUE:
                return self.colleague
            case _:
                return None

    def _account(self, email: str) -> Account:
        accounts = self.session.scalars(select(Account)).all()
        return next(account for account in accounts if account.email == email)

    def read_by(self, eye: Eye, origin: Origin, *, in_full: bool) -> str:
        """Everything that this viewer can fetch or is sent now, comparable with traces."""
        self.session.rollback()
        device = self.device(eye, origin)
        if eye is Eye.LINK:
            return these_pages(device, self._letter_pages(origin))
        if eye in (Eye.TEAM, Eye.COLLEAGUE) and not (in_full and self._is_asked()):
            return these_pages(device, self._pages_of_pairs())
        start = (*HOMES[eye], *(self._pages_of_pairs() if "desk" in HOMES[eye][0] else ()))
        read = all_pages(device, start, to_settings=in_full)
        return "\n".join([read, *self._letters(eye, origin), *self._download(eye, device, in_full)])

    def _is_asked(self) -> bool:
        """The one state in which every page of the desk is walked: they are many."""
        return self.matches[Origin.WEB].state is MatchState.ASKED_MENTOR

    def _download(self, eye: Eye, device: Browser, in_full: bool) -> list[str]:
        if not in_full or eye is Eye.STRANGER:
            return []
        device.get("/yours/download")
        token = {"csrf_token": device.token()}
        return [plain_text(as_read(device.raw("POST", "/yours/download", data=token), "a file"))]

    def _letter_pages(self, origin: Origin) -> list[str]:
        token = next(
            (
                letter.link
                for letter in self._rows(origin)
                if letter.kind == "mentor_question" and letter.link
            ),
            "/answer/not-written-yet",
        )
        return [token, f"{token}/yes", f"{token}/no"]

    def _pages_of_pairs(self) -> list[str]:
        desk = f"/desk/{self.road.round.id}"
        pairs = [f"{desk}/pair/{match.id}" for match in self.matches.values()]
        people = [
            f"{desk}/person/{key}"
            for match in self.matches.values()
            for key in (match.mentee_id, match.mentor_id)
        ]
        lists = [f"{desk}/{name}" for name in ("review", "track", "letters", "waiting", "decided")]
        return [desk, *lists, *pairs, *people]

    def _rows(self, origin: Origin) -> list[Letter]:
        key = self.matches[origin].id
        return list(self.session.scalars(select(Letter).where(Letter.match_id == key)))

    def _letters(self, eye: Eye, origin: Origin) -> list[str]:
        match = self.matches[origin]
        whose = {Eye.HER: match.mentee_id, Eye.THEM: match.mentor_id}.get(eye)
        paper = Stationery("https://localhost", "programs@example.net", TEMPLATES)
        rows = [letter for letter in self._rows(origin) if letter.profile_id == whose]
        sent = [render(self.session, row, stationery=paper, now=self.now) for row in rows]
        return [plain_text(str(message), message.get_content()) for message in sent if message]

    def revealed(self, origin: Origin, side: Side) -> str:
        """The page that a reason opens."""
        match = self.matches[origin]
        key = match.mentee_id if side is Side.MENTEE else match.mentor_id
        path = f"/desk/{self.road.round.id}/person/{key}"
        device = self.device(Eye.TEAM, origin)
        device.post(path, {"reason": REASON})
        return these_pages(device, [path])
