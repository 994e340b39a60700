"""The one exception that is meant for people."""


class Refused(Exception):
    """A rule said no. The message is a whole, kind sentence fit for the person who reads it.

    It says what happened and what can be done now. It never holds a name, an address or an
    answer of anybody, because messages end up in places where those must not be.
    """

    @property
    def sentence(self) -> str:
        # As it was given: it may know how to be said in another language.
        given: str = self.args[0]
        return given
